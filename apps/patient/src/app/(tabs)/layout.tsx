import type { ReactNode } from 'react'
import { TabBar } from '@/frame/tab-bar'
import styles from '@/frame/frame.module.css'
import { UnreadMessagesDocument } from '@/graphql/graphql'
import { isSignedIn, read } from '@/graph'

export default async function TabsLayout({ children }: { children: ReactNode }) {
  return (
    <div className={styles.tabRoom}>
      {children}
      <TabBar unread={await countUnread()} />
    </div>
  )
}

/** A bar without its number is better than no page. */
async function countUnread(): Promise<number> {
  if (!(await isSignedIn())) return 0
  const { data } = await read(UnreadMessagesDocument, {})
  return data?.unreadMessages ?? 0
}
