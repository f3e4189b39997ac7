import { ErrorState } from '@hospital/web/parts/states'
import { read } from '@/graph'
import { QueueDeskDocument } from '@/graphql/graphql'
import { QueueDesk } from '@/queue/queue-desk'

export default async function QueuePage() {
  const { data, problem } = await read(QueueDeskDocument, {})
  if (!data) return <main>{problem && <ErrorState problem={problem} title="候诊列表没有加载出来" />}</main>
  return (
    <QueueDesk
      queues={data.myQueues}
      tabs={[
        { href: '/', word: '候诊' },
        { href: '/consultations', word: '咨询', count: data.waiting.totalCount, urgent: true },
      ]}
    />
  )
}
