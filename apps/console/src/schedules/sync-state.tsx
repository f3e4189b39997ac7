'use client'

import { useSearchParams } from 'next/navigation'
import { App, Button, Popover } from 'antd'
import { useMutation, useQuery } from 'urql'
import { formatDay, formatStamp } from '@hospital/web/format'
import { Tag } from '@hospital/web/parts/tag'
import { problemOf } from '@hospital/web/problem'
import { ScheduleSyncStateDocument, SyncScheduleDayDocument, type ScheduleSyncStateQuery } from '@/graphql/graphql'
import styles from './schedules.module.css'

type Sync = ScheduleSyncStateQuery['scheduleSync']

/** When the hospital was last heard, what came of it, and asking at once for the day that is shown. */
export function SyncState({ today, onDone }: { today: string; onDone(): void }) {
  const { message } = App.useApp()
  const day = useSearchParams().get('day') ?? today
  const [{ data }, look] = useQuery({ query: ScheduleSyncStateDocument })
  const [{ fetching }, sync] = useMutation(SyncScheduleDayDocument)

  async function ask() {
    const { data: done, error } = await sync({ day })
    if (!done) return void message.error(problemOf(error)?.message)
    const { added, changed, unchanged, failed, stopped } = done.syncScheduleDay
    void message.success(`${formatDay(day)}已同步：新增 ${added}，变更 ${changed}，停诊 ${stopped}，未变 ${unchanged}${failed ? `，失败 ${failed}` : ''}`)
    look({ requestPolicy: 'network-only' })
    onDone()
  }
  return (
    <>
      <Button type="primary" loading={fetching} onClick={ask}>立即同步当日</Button>
      {data && <LastHeard sync={data.scheduleSync} />}
    </>
  )
}

function LastHeard({ sync: { checkedAt, failedAt, runs } }: { sync: Sync }) {
  const away = failedAt != null && (checkedAt == null || failedAt > checkedAt)
  return (
    <span className={styles.heard}>
      {away ? <Tag tone="danger">医院系统无应答</Tag> : <Tag tone="success">与医院系统一致</Tag>}
      <span>最近同步 {checkedAt ? formatStamp(checkedAt) : '尚未'}</span>
      <Popover trigger="click" title="最近的变更" content={<Runs runs={runs} />}>
        <Button size="small">变更记录</Button>
      </Popover>
    </span>
  )
}

function Runs({ runs }: Pick<Sync, 'runs'>) {
  if (runs.length === 0) return <p>还没有变更。</p>
  return (
    <ul className={styles.runs}>
      {runs.map(({ id, at, byPerson, added, changed, stopped, failed, messages }) => (
        <li key={id}>
          {formatStamp(at)} {byPerson ? '手动' : '自动'}：新增 {added}，变更 {changed}，停诊 {stopped}
          {failed > 0 && `，失败 ${failed}`}
          {messages.map((text) => <p key={text}>{text}</p>)}
        </li>
      ))}
    </ul>
  )
}
