'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { Button, Input, Timeline } from 'antd'
import { useQuery } from 'urql'
import { formatDay, formatFen, formatStamp } from '@hospital/web/format'
import { RowSkeletons } from '@hospital/web/parts/skeleton'
import { Empty, ErrorState } from '@hospital/web/parts/states'
import { problemOf } from '@hospital/web/problem'
import { traceWords } from '@hospital/web/trace/words'
import { TraceEntriesDocument, type TraceEntriesQuery } from '@/graphql/graphql'
import styles from './traces.module.css'

interface TraceBoardProps {
  number: string
  patientId?: string
}

const SHOWN = 100

/** One visit by its number, or all of a person's: nothing is read before somebody asks for it. */
export function TraceBoard({ number, patientId }: TraceBoardProps) {
  const router = useRouter()
  const asked = number !== '' || patientId !== undefined
  const [{ data, error }] = useQuery({ query: TraceEntriesDocument, variables: { filter: { ...(number && { appointmentNumber: number }), ...(patientId && { patientId }) }, first: SHOWN }, pause: !asked, requestPolicy: 'network-only' })
  const problem = problemOf(error)
  return (
    <section className={styles.sheet} aria-label="就诊追溯">
      <Input.Search
        className={styles.search}
        aria-label="挂号单号"
        placeholder="挂号单号，如 GH260101000000001"
        defaultValue={number}
        enterButton="查看"
        maxLength={30}
        onSearch={(text) => router.push(text.trim() ? `/traces?number=${encodeURIComponent(text.trim())}` : '/traces')}
      />
      {!asked && <Empty title="请输入挂号单号">也可以在患者列表中打开某位患者的“就诊追溯”。</Empty>}
      {problem && <ErrorState problem={problem} title="没有查到" ways={<Button onClick={() => router.push('/traces')}>重新查找</Button>} />}
      {asked && !problem && !data && <RowSkeletons count={8} />}
      {data && !problem && <Axis connection={data.traceEntries} />}
    </section>
  )
}

function Axis({ connection: { nodes, totalCount } }: { connection: TraceEntriesQuery['traceEntries'] }) {
  const [first] = nodes
  if (!first) return <Empty title="还没有记录">这次就诊还没有发生任何环节。</Empty>
  return (
    <>
      <h2 className={styles.head}>
        {first.patient.name}
        {totalCount > nodes.length && <small>共 {totalCount} 条，显示最早的 {nodes.length} 条</small>}
      </h2>
      <Timeline
        items={nodes.map(({ id, kind, at, amountFen, appointment, order }) => ({
          key: id,
          content: (
            <>
              <b>{traceWords[kind]}</b> {amountFen != null && formatFen(amountFen)}
              <p className={styles.facts}>
                {formatStamp(at)}
                {appointment && ` · ${formatDay(appointment.day)} ${appointment.department.name} · ${appointment.number}`}
                {order && <> · <Link href={`/orders?row=${order.id}`} prefetch={false}>查看订单</Link></>}
              </p>
            </>
          ),
        }))}
      />
    </>
  )
}
