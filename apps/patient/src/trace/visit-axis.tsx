import Link from 'next/link'
import { formatFen, formatInstant } from '@hospital/web/format'
import { traceWords } from '@hospital/web/trace/words'
import type { VisitTraceQuery } from '@/graphql/graphql'
import styles from './trace.module.css'

type Entry = NonNullable<VisitTraceQuery['appointment']>['trace'][number]

const ENDS = new Set<Entry['kind']>(['CANCELLED', 'EXPIRED', 'REFUSED', 'STOPPED', 'NOSHOW', 'MISSED'])

/** What happened, from the top downwards, each leading on to what it is about. */
export function VisitAxis({ trace }: { trace: readonly Entry[] }) {
  return (
    <ol className={styles.axis}>
      {trace.map(({ id, kind, at, amountFen, order, report }) => (
        <li key={id} data-tone={ENDS.has(kind) ? 'warn' : undefined}>
          <b>{traceWords[kind]}</b>
          {amountFen != null && <span>{formatFen(amountFen)}</span>}
          <time dateTime={at}>{formatInstant(at)}</time>
          {order && <Link href={`/orders/${order.id}`} prefetch={false}>查看订单</Link>}
          {report && <Link href={`/reports/${report.id}`} prefetch={false}>查看{report.name}</Link>}
        </li>
      ))}
    </ol>
  )
}
