import Link from 'next/link'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { Refusal } from '@hospital/web/parts/states'
import { NavBar } from '@/frame/nav-bar'
import { mustRead } from '@/graph'
import { HelpDocument, UnreadFeedbackDocument } from '@/graphql/graphql'
import { FeedbackForm } from '@/help/feedback-form'
import { house } from '@/house/house'

export const metadata = { title: '提交反馈' }

export default async function NewFeedbackPage() {
  const { institutionId } = await house()
  // Only who has signed in can be answered: whoever has not is led there first.
  const [{ helpPage }] = await Promise.all([mustRead(HelpDocument, { institutionId }), mustRead(UnreadFeedbackDocument, {})])
  const open = helpPage.modules.some(({ kind }) => kind === 'FEEDBACK')
  return (
    <>
      <NavBar title="提交反馈" back="/help" />
      <main className="page">
        {open ? (
          <GraphProvider>
            <FeedbackForm institutionId={institutionId} />
          </GraphProvider>
        ) : (
          <Refusal title="暂未开放在线反馈" problem={{ code: 'BUSINESS_CLOSED', message: '请到院或致电医院反馈。' }} ways={<Link className="ih-button" data-kind="primary" href="/help" prefetch={false}>返回帮助</Link>} />
        )}
      </main>
    </>
  )
}
