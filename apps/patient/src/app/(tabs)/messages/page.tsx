import { hospitalNow } from '@hospital/web/environment'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { BellIcon } from '@hospital/web/parts/icons'
import { Empty, ErrorState } from '@hospital/web/parts/states'
import { NavTitle } from '@/frame/nav-title'
import { read } from '@/graph'
import { MessagesPageDocument } from '@/graphql/graphql'
import { ConversationList } from '@/messages/conversation-list'
import { filterOfKind, kindAt, MessageKinds } from '@/messages/message-kinds'
import { MessageList } from '@/messages/message-list'

export const metadata = { title: '消息' }

export default async function MessagesPage({ searchParams }: { searchParams: Promise<{ kind?: string | string[] }> }) {
  const kind = kindAt((await searchParams).kind)
  const filter = filterOfKind(kind)
  const { data, problem } = await read(MessagesPageDocument, { filter })
  const conversations = (kind === 'all' && data?.conversations?.nodes) || []
  const now = hospitalNow().getTime()
  return (
    <>
      <NavTitle title="消息" />
      <main className="page">
        {problem && <ErrorState problem={problem} title="消息没有加载全" />}
        <MessageKinds chosen={kind} />
        {conversations.length > 0 && <ConversationList conversations={conversations} now={now} />}
        {data?.messages && (data.messages.nodes.length > 0 ? (
          <GraphProvider>
            <MessageList key={kind} first={data.messages} unread={data.unreadMessages ?? 0} now={now} filter={filter} />
          </GraphProvider>
        ) : (
          conversations.length === 0 && <Empty title={kind === 'all' ? '还没有消息' : '没有这一类消息'} mark={<BellIcon size={32} />}>挂号、缴费、医生回复的通知都会在这里。</Empty>
        ))}
      </main>
    </>
  )
}
