'use client'

import { useRouter } from 'next/navigation'
import { Dropdown } from 'antd'
import { initialOf } from '../format.ts'
import { takeSessionStep } from '../session-step.ts'
import { ChevronDownIcon, SignOutIcon } from './icons.tsx'
import { useStaff } from './staff.tsx'

interface PersonMenuProps {
  role?: string
  /** Pages about the person: 修改密码. */
  pages?: readonly { href: string; word: string }[]
}

/** Who is signed in, what concerns the person alone, and the way out. */
export function PersonMenu({ role, pages = [] }: PersonMenuProps) {
  const { name } = useStaff()
  const router = useRouter()
  const items = [...pages.map(({ href, word }) => ({ key: href, label: word, onClick: () => router.push(href) })), { key: 'sign-out', label: '退出登录', icon: <SignOutIcon size={16} />, onClick: () => void signOut() }]
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <button type="button" className="ih-top-person" aria-haspopup="menu">
        <span className="ih-avatar" data-size="s" aria-hidden="true">
          {initialOf(name)}
        </span>
        {name}
        {role && <small>{role}</small>}
        <ChevronDownIcon size={14} />
      </button>
    </Dropdown>
  )
}

export async function signOut(): Promise<void> {
  await takeSessionStep('sign-out')
  window.location.replace('/sign-in')
}
