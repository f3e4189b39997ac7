'use client'

import { useState } from 'react'
import { formatStamp, formatTime } from '@hospital/web/format'
import { CheckIcon, InfoIcon, WarningIcon } from '@hospital/web/parts/icons'
import { ConnectionBanner } from '@hospital/web/parts/connection-banner'
import { Dot, StatusTag, Tag } from '@hospital/web/parts/tag'
import { ticketWords } from '@hospital/web/status-words'
import { useStream } from '@hospital/web/stream/use-stream'
import { ActionBar } from '@/frame/action-bar'
import { QueueLiveDocument, type QueueLiveSubscription, type QueuePageQuery } from '@/graphql/graphql'
import { Board } from './board'
import styles from './queue.module.css'

type Ticket = NonNullable<QueuePageQuery['queueTicket']>
type View = QueueLiveSubscription['queueChanged']

/** The own number, readable at arm's length, and how many are before it; follows every call within a second. */
export function QueueLive({ ticket, now }: { ticket: Ticket; now: number }) {
  const [view, setView] = useState<View>()
  const [seenAt, setSeenAt] = useState<number>()
  // Counted from the hospital's clock: the phone's own may be wrong.
  const [clockStart] = useState(() => now - performance.now())
  useStream(QueueLiveDocument, {
    variables: { ticketId: ticket.id },
    after: 0,
    sequenceOf: ({ queueChanged }) => queueChanged.sequence,
    onEvent: ({ queueChanged }) => {
      setView(queueChanged)
      setSeenAt(clockStart + performance.now())
    },
  })
  const mine = view?.ticket ?? ticket
  const { appointment } = ticket
  return (
    <>
      <ConnectionBanner />
      <main className="page">
        <section className={`ih-card ${styles.mine}`}>
          <div className={styles.line}>
            <Tag tone="success">
              <CheckIcon size={14} />
              已签到 {formatTime(ticket.checkedInAt)}
            </Tag>
            {seenAt !== undefined && <span className={styles.live}>实时更新 {formatStamp(seenAt).slice(11)}</span>}
          </div>
          <p>我的号码</p>
          <strong className={styles.number}>{mine.number}</strong>
          <p>
            {appointment?.patient.name}
            <Dot />
            {appointment?.department.name} {appointment?.practitioner?.name} {appointment?.practitioner?.title}
          </p>
          <p aria-live="assertive" className={styles.state}>
            <StatusTag status={mine.status} words={ticketWords} />
            {sentenceOf(mine, appointment?.room ?? undefined)}
          </p>
          <dl className={styles.numbers}>
            <div>
              <dd>{mine.status === 'WAITING' ? <><b>{mine.ahead ?? 0}</b> 人</> : <b>–</b>}</dd>
              <dt>前面还有</dt>
            </div>
            <div>
              <dd>{mine.status === 'WAITING' && mine.estimatedMinutes != null ? <><b>{mine.estimatedMinutes}</b> 分钟</> : <b>–</b>}</dd>
              <dt>预计等待</dt>
            </div>
            <Room room={appointment?.room ?? undefined} />
          </dl>
        </section>
        <Board view={view} />
        <section className="ih-card">
          <h2>候诊提示</h2>
          <ul className={styles.tips}>
            <li><InfoIcon size={18} />请在诊室外等候，叫到号后请尽快进入诊室。</li>
            <li><InfoIcon size={18} />过号后请告知分诊台，将按规则重新排队。</li>
            <li><WarningIcon size={18} />如有胸痛、呼吸困难，请立即告知护士。</li>
          </ul>
        </section>
      </main>
      {appointment?.department.institution.phone && (
        <ActionBar>
          <a className="ih-button" data-kind="primary" href={`tel:${appointment.department.institution.phone}`}>联系分诊台</a>
        </ActionBar>
      )}
    </>
  )
}

/** 门诊楼 3 层 A 区 4 诊室: the number large, the way there under it. */
function Room({ room }: { room?: string }) {
  const [, place, number] = /^(.*?)(\d+)\s*诊室$/.exec(room ?? '') ?? []
  return (
    <div>
      <dd><b data-long={room && !number ? true : undefined}>{number ?? room ?? '–'}</b></dd>
      <dt>{place?.trim()}诊室</dt>
    </div>
  )
}

function sentenceOf({ status, ahead }: Pick<Ticket, 'status' | 'ahead'>, room?: string): string {
  switch (status) {
    case 'WAITING': return ahead === 0 ? '下一位就是您，请在诊室外等候' : '请耐心等候叫号'
    case 'CALLED': return `请立即前往${room ?? '诊室'}就诊`
    case 'SERVING': return '正在就诊'
    case 'MISSED': return '您已过号，请到分诊台报到'
    case 'DONE': return '本次就诊已完成'
    case 'LEFT': return '您已离开队列'
  }
}
