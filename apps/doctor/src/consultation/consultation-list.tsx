'use client'

import Link from 'next/link'
import { useParams, useRouter } from 'next/navigation'
import { formatRecent, formatSex, initialOf } from '@hospital/web/format'
import { ConnectionBanner } from '@hospital/web/parts/connection-banner'
import { ChatIcon } from '@hospital/web/parts/icons'
import { Empty, ErrorState } from '@hospital/web/parts/states'
import { consultationWords } from '@hospital/web/status-words'
import { useDesk } from '@/desk/desk-provider'
import { useHospitalNow } from '@/desk/hospital-clock'
import { isNext, useShortcut } from '@/frame/use-shortcut'
import frame from '@/frame/frame.module.css'
import { walkList } from '@/frame/walk-list'
import { ColumnFoot, Scroll } from '@/frame/workstation'
import { WorkTabs } from '@/frame/work-tabs'
import type { DeskConsultationFragment } from '@/graphql/graphql'
import { Due } from './due'
import { byDue, needsAnswer, nextToAnswer } from './order'
import { spokenOf } from './spoken'
import styles from './consultation.module.css'

export function ConsultationList() {
  const { open, ended, problem } = useDesk()
  const { id: current } = useParams<{ id?: string }>()
  const router = useRouter()
  const next = nextToAnswer(open, current)
  const turn = () => next && router.push(`/consultations/${next.id}`)
  useShortcut(isNext, turn)
  const groups = [
    { word: '待接诊', rows: open.filter(({ status }) => status === 'WAITING').sort(byDue) },
    { word: '待回复', rows: open.filter((one) => one.status === 'ACTIVE' && needsAnswer(one)).sort(byDue) },
    { word: '进行中', rows: open.filter((one) => !needsAnswer(one)).sort(byDue) },
    { word: '最近结束', rows: ended },
  ]
  return (
    <>
      <WorkTabs current="/consultations" />
      <ConnectionBanner />
      <Scroll label="咨询列表">
        {problem && <ErrorState problem={problem} title="咨询列表没有加载出来" />}
        {!problem && groups.every(({ rows }) => rows.length === 0) && (
          <Empty title="还没有咨询" mark={<ChatIcon size={28} />} ways={<Link className="ih-button" href="/settings">服务设置</Link>}>
            开通图文咨询后，患者的咨询会出现在这里。
          </Empty>
        )}
        <div onKeyDown={walkList}>
          {groups.map(({ word, rows }) => rows.length > 0 && <Group key={word} word={word} rows={rows} current={current} />)}
        </div>
      </Scroll>
      <ColumnFoot>
        <Link className={styles.link} href="/settings">
          服务设置
        </Link>
        <button type="button" className="ih-button" disabled={!next} onClick={turn}>
          下一位 <kbd>Alt N</kbd>
        </button>
      </ColumnFoot>
    </>
  )
}

function Group({ word, rows, current }: { word: string; rows: DeskConsultationFragment[]; current: string | undefined }) {
  return (
    <section aria-label={word}>
      <h2 className={frame.listHead}>
        {word} {rows.length}
      </h2>
      {rows.map((row) => (
        <Row key={row.id} row={row} chosen={row.id === current} />
      ))}
    </section>
  )
}

function Row({ row, chosen }: { row: DeskConsultationFragment; chosen: boolean }) {
  const now = useHospitalNow()
  const { patient, conversation, status } = row
  const unread = conversation?.unread ?? 0
  const isOpen = status === 'WAITING' || status === 'ACTIVE'
  return (
    <Link href={`/consultations/${row.id}`} prefetch={false} className={styles.row} aria-current={chosen ? 'true' : undefined}>
      <span className="ih-avatar" data-size="m" data-tone={chosen ? undefined : 'neutral'} aria-hidden="true">
        {initialOf(patient.name)}
      </span>
      <span className={styles.rowLines}>
        <span className={styles.rowLine}>
          <b className="ih-ellipsis" title={patient.name}>
            {patient.name}
          </b>
          <small>
            {formatSex(patient.sex)} {patient.age}
          </small>
          {isOpen ? <Due of={row} /> : <small className={styles.rowEnd}>{formatRecent(row.createdAt, now)}</small>}
        </span>
        <span className={styles.rowLine}>
          <span className="ih-ellipsis">{isOpen ? spokenOf(conversation?.lastMessage) : consultationWords[status].word}</span>
          {unread > 0 && (
            <span className={`ih-badge ${styles.rowEnd}`} aria-label={`${unread} 条未读`} role="img">
              {unread > 99 ? '99+' : unread}
            </span>
          )}
        </span>
      </span>
    </Link>
  )
}
