'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { BellIcon, HomeIcon, OrdersIcon, UserIcon } from '@hospital/web/parts/icons'
import styles from './frame.module.css'

const tabs = [
  { href: '/', word: '首页', Icon: HomeIcon },
  { href: '/messages', word: '消息', Icon: BellIcon },
  { href: '/orders', word: '订单', Icon: OrdersIcon },
  { href: '/mine', word: '我的', Icon: UserIcon },
]

export function TabBar({ unread }: { unread: number }) {
  const path = usePathname()
  return (
    <nav className={styles.tabs} aria-label="主导航">
      {tabs.map(({ href, word, Icon }) => (
        <Link key={href} href={href} aria-current={path === href ? 'page' : undefined} prefetch={false}>
          <span className={styles.tabMark}>
            <Icon size={24} />
            {href === '/messages' && unread > 0 && (
              <span className="ih-badge" aria-label={`${unread} 条未读`}>
                {unread > 99 ? '99+' : unread}
              </span>
            )}
          </span>
          {word}
        </Link>
      ))}
    </nav>
  )
}
