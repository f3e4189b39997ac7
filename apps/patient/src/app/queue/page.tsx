import Link from 'next/link'
import { redirect } from 'next/navigation'
import { hospitalNow } from '@hospital/web/environment'
import { formatSpan, hospitalDay } from '@hospital/web/format'
import { QueueIcon } from '@hospital/web/parts/icons'
import { Empty, ErrorState } from '@hospital/web/parts/states'
import { Dot, StatusTag, Tag } from '@hospital/web/parts/tag'
import { ticketWords } from '@hospital/web/status-words'
import { NavBar } from '@/frame/nav-bar'
import { read } from '@/graph'
import { WaitingTicketsDocument, type WaitingTicketsQuery } from '@/graphql/graphql'
import styles from '@/queue/queue.module.css'

export const metadata = { title: '排队候诊' }

type Visit = WaitingTicketsQuery['appointments']['nodes'][number]

/** Straight to the number when there is only one; else today's visits, those to check in included. */
export default async function QueuesPage() {
  const { data, problem } = await read(WaitingTicketsDocument, {})
  const today = hospitalDay(hospitalNow())
  const visits = data?.appointments.nodes.filter(({ day }) => day === today) ?? []
  const [only, ...others] = visits
  if (only?.ticket && others.length === 0) redirect(`/queue/${only.ticket.id}`)
  return (
    <>
      <NavBar title="排队候诊" />
      <main className="page">
        {problem && <ErrorState problem={problem} title="候诊信息没有加载出来" />}
        {data && visits.length === 0 && (
          <Empty title="今天没有待就诊的挂号" mark={<QueueIcon size={32} />} ways={<Link className="ih-button" data-kind="primary" href="/appointments" prefetch={false}>查看挂号记录</Link>}>
            就诊当天到院签到后，可在这里看前面还有几人。
          </Empty>
        )}
        {visits.map((visit) => <VisitEntry key={visit.id} visit={visit} />)}
      </main>
    </>
  )
}

function VisitEntry({ visit: { id, department, practitioner, patient, startsAt, endsAt, ticket } }: { visit: Visit }) {
  return (
    <Link className="ih-card" href={ticket ? `/queue/${ticket.id}` : `/appointments/${id}`} prefetch={false}>
      <span className={styles.entry}>
        <b className="ih-ellipsis">{department.name} {practitioner?.name}</b>
        {ticket ? <StatusTag status={ticket.status} words={ticketWords} /> : <Tag tone="info">待签到</Tag>}
      </span>
      <span className={styles.line}>
        <span>{patient.name}<Dot />{formatSpan(startsAt, endsAt)}</span>
        {ticket && <span>{ticket.number}{ticket.ahead != null && `，前面 ${ticket.ahead} 人`}</span>}
      </span>
    </Link>
  )
}
