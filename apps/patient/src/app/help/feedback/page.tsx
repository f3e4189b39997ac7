import Link from 'next/link'
import { hospitalNow } from '@hospital/web/environment'
import { ChatIcon } from '@hospital/web/parts/icons'
import { Empty } from '@hospital/web/parts/states'
import { ActionBar } from '@/frame/action-bar'
import { NavBar } from '@/frame/nav-bar'
import { mustRead } from '@/graph'
import { MyFeedbackDocument } from '@/graphql/graphql'
import { FeedbackList } from '@/help/feedback-list'

export const metadata = { title: '我的反馈' }

export default async function MyFeedbackPage({ searchParams }: { searchParams: Promise<{ after?: string }> }) {
  const { after } = await searchParams
  const { myFeedback: { nodes, pageInfo } } = await mustRead(MyFeedbackDocument, { after: typeof after === 'string' ? after : null })
  return (
    <>
      <NavBar title="我的反馈" back="/help" />
      <main className="page">
        {nodes.length === 0 ? <Empty title="还没有反馈" mark={<ChatIcon size={32} />}>提交后，处理进度和医院的回复都会在这里。</Empty> : <FeedbackList entries={nodes} now={hospitalNow().getTime()} />}
        {pageInfo.hasNextPage && <Link className="ih-button" href={`/help/feedback?after=${encodeURIComponent(pageInfo.endCursor ?? '')}`} prefetch={false}>查看更早的反馈</Link>}
        <ActionBar>
          <Link className="ih-button" data-kind="primary" href="/help/feedback/new" prefetch={false}>提交反馈</Link>
        </ActionBar>
      </main>
    </>
  )
}
