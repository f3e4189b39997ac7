'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { formatCountdown } from '@hospital/web/format'
import { StatusTag } from '@hospital/web/parts/tag'
import { consultationWords } from '@hospital/web/status-words'
import { useCountdown } from '@/cashier/countdown'
import { ActionBar } from '@/frame/action-bar'
import { CancelButton } from './cancel-button'
import { ConsultationFacts, Refunds } from './consultation-facts'
import { sentenceOf, type Consultation } from './consultation'
import styles from './consultation.module.css'

/** A consultation that has no room: not paid for, or only just. */
export function BeforeRoom({ consultation, now }: { consultation: Consultation; now: number }) {
  const router = useRouter()
  const { status, payUntil, id, practitioner } = consultation
  return (
    <>
      <section className="ih-card">
        <div className={styles.head}>
          <h2>{practitioner.name} {practitioner.title}</h2>
          <StatusTag status={status} words={consultationWords} />
        </div>
        <p className={styles.lead}>{sentenceOf(consultation)}</p>
        <Refunds order={consultation.order} />
        {status === 'WAITING' && <AwaitRoom />}
      </section>
      <section className="ih-card"><ConsultationFacts consultation={consultation} /></section>
      <CancelButton consultation={consultation} onChanged={() => router.refresh()} />
      {status === 'AWAITING_PAYMENT' && payUntil && <PayBar id={id} until={payUntil} now={now} />}
      {(status === 'EXPIRED' || status === 'CANCELLED') && (
        <ActionBar>
          <Link className="ih-button" data-kind="primary" href={`/consultations/new?practitioner=${practitioner.id}`} prefetch={false}>重新咨询</Link>
        </ActionBar>
      )}
    </>
  )
}

const LOOKS = 20

/** The room follows the payment within moments. */
function AwaitRoom() {
  const router = useRouter()
  const [looks, setLooks] = useState(0)
  useEffect(() => {
    if (looks >= LOOKS) return
    const timer = setTimeout(() => { setLooks(looks + 1); router.refresh() }, 400 + looks * 200)
    return () => clearTimeout(timer)
  }, [looks, router])
  if (looks < LOOKS) return <p className="ih-note" data-tone="plain" role="status">正在打开会话…</p>
  return <button type="button" className="ih-button" data-kind="brand" onClick={() => setLooks(0)}>会话还没有打开，再试一次</button>
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
      {over ? (
        <button type="button" className="ih-button" data-kind="primary" disabled>已超过支付时间</button>
      ) : (
        <Link className="ih-button" data-kind="primary" href={`/consultations/${id}/pay`} prefetch={false}>去支付（剩 {formatCountdown(left)}）</Link>
      )}
    </ActionBar>
  )
}
