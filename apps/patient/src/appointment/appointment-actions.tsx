'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { useMutation } from 'urql'
import { formatCountdown } from '@hospital/web/format'
import { problemOf, type Problem } from '@hospital/web/problem'
import { useCountdown } from '@/cashier/countdown'
import { ask, toast } from '@/feedback'
import { ActionBar } from '@/frame/action-bar'
import { CancelAppointmentDocument, ReleaseAppointmentDocument, type AppointmentPageQuery } from '@/graphql/graphql'
import { CheckInButton } from './check-in-button'
import styles from './appointment.module.css'

type Appointment = NonNullable<AppointmentPageQuery['appointment']>

/** How often to look whether the hospital has confirmed, or the place was given back. */
const LOOKS = 20

export function AppointmentActions({ appointment, now }: { appointment: Appointment; now: number }) {
  const router = useRouter()
  const { id, status, availableActions, ticket, department, order } = appointment
  const [problem, setProblem] = useState<Problem>()
  const [{ fetching: cancelling }, cancel] = useMutation(CancelAppointmentDocument)
  const [{ fetching: releasing }, release] = useMutation(ReleaseAppointmentDocument)
  const [looks, setLooks] = useState(0)
  const may = (action: string) => availableActions.includes(action)

  // The order is settled first; the place follows it within moments.
  const following = status === 'CONFIRMING' || (status === 'HELD' && order != null && order.status !== 'OPEN')
  useEffect(() => {
    if (!following || looks >= LOOKS) return
    const timer = setTimeout(() => { setLooks(looks + 1); router.refresh() }, 500 + looks * 250)
    return () => clearTimeout(timer)
  }, [following, looks, router])

  async function finish(error: unknown, word: string) {
    const refused = problemOf(error as Parameters<typeof problemOf>[0])
    setProblem(refused ?? undefined)
    if (!refused) await toast(word)
    router.refresh()
  }
  async function cancelIt() {
    if (!(await ask({ title: '取消挂号？', content: '取消后号源将释放，已付费用原路退回。', confirmText: '取消挂号' }))) return
    await finish((await cancel({ id })).error, '已取消，费用将原路退回')
  }
  async function releaseIt() {
    if (!(await ask({ title: '放弃号源？', content: '将释放锁定的号源，不产生费用。', confirmText: '放弃号源' }))) return
    await finish((await release({ id })).error, '号源已释放')
  }

  return (
    <>
      {problem && <p className="ih-note" data-tone="danger" role="alert">{problem.message}</p>}
      <div className={styles.ways}>
        {may('cancelAppointment') && <button type="button" className="ih-button" disabled={cancelling} onClick={cancelIt}>{cancelling ? '正在取消…' : '取消挂号'}</button>}
        {may('releaseAppointment') && !following && <button type="button" className="ih-button" disabled={releasing} onClick={releaseIt}>{releasing ? '正在释放…' : '放弃号源'}</button>}
        {department.institution.phone && <a className="ih-button" data-kind="quiet" href={`tel:${department.institution.phone}`}>联系医院</a>}
      </div>
      {status === 'HELD' && !following && appointment.heldUntil && <PayBar id={id} until={appointment.heldUntil} now={now} />}
      {may('checkIn') && (
        <ActionBar>
          <CheckInButton appointmentId={id} onProblem={setProblem} />
        </ActionBar>
      )}
      {ticket && status === 'ARRIVED' && (
        <ActionBar>
          <Link className="ih-button" data-kind="primary" href={`/queue/${ticket.id}`} prefetch={false}>查看候诊进度</Link>
        </ActionBar>
      )}
    </>
  )
}

function PayBar({ id, until, now }: { id: string; until: string; now: number }) {
  const router = useRouter()
  const left = useCountdown(until, now)
  const over = left === 0
  useEffect(() => {
    if (over) router.refresh()
  }, [over, router])
  return (
    <ActionBar>
      <Link className="ih-button" data-kind="primary" href={`/appointments/${id}/pay`} prefetch={false} aria-disabled={over}>
        {over ? '已超时' : `去支付（剩 ${formatCountdown(left)}）`}
      </Link>
    </ActionBar>
  )
}
