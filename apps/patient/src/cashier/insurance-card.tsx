'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { useClient, useMutation } from 'urql'
import { formatInstant } from '@hospital/web/format'
import { ShieldIcon } from '@hospital/web/parts/icons'
import { problemOf, type Problem } from '@hospital/web/problem'
import { InsuranceVoucherDocument, PreSettleInsuranceDocument } from '@/graphql/graphql'
import type { Order } from './cashier'
import { SplitRows } from './insurance-split'
import styles from './cashier.module.css'

interface InsuranceCardProps {
  order: Order
  ecToken?: string
  now: number
  used: boolean
  onUse: (used: boolean) => void
  onProblem: (problem: Problem | undefined) => void
}

/** From the voucher over the split that the insurer tells to what is left to pay; once settled it stays, also for who comes back later. */
export function InsuranceCard({ order: { id, insurance, patient }, ecToken, now, used, onUse, onProblem }: InsuranceCardProps) {
  const router = useRouter()
  const client = useClient()
  const handedIn = useRef(false)
  const [busy, setBusy] = useState(Boolean(ecToken))
  const [, preSettle] = useMutation(PreSettleInsuranceDocument)
  const good = insurance?.status === 'PRESETTLED' && Date.parse(insurance.goodUntil) > now

  useEffect(() => {
    if (!ecToken || handedIn.current) return
    handedIn.current = true
    void preSettle({ orderId: id, ecToken }).then(({ error }) => {
      onProblem(problemOf(error) ?? undefined)
      setBusy(false)
      router.replace(`/pay/${id}`)
    })
  }, [ecToken, id, preSettle, onProblem, router])

  async function authorise() {
    setBusy(true)
    const { data, error } = await client.query(InsuranceVoucherDocument, { returnUrl: `${window.location.origin}/pay/${id}` }).toPromise()
    if (data) return window.location.assign(data.insuranceVoucherUrl)
    setBusy(false)
    onProblem(problemOf(error) ?? undefined)
  }

  if (insurance?.status === 'SETTLED') return <section className="ih-card" aria-label="医保结算"><h2>医保已结算</h2><SplitRows split={insurance} /></section>
  if (good) {
    return (
      <section className="ih-card" aria-label="医保预结算">
        <div className={styles.insuranceHead}>
          <h2>医保预结算</h2>
          <label>使用医保<input type="checkbox" role="switch" checked={used} onChange={({ target }) => onUse(target.checked)} /></label>
        </div>
        <SplitRows split={insurance} />
        <p className={styles.quiet}>{formatInstant(insurance.goodUntil)} 前有效</p>
      </section>
    )
  }
  const held = patient?.cards.some(({ kind }) => kind === 'INSURANCE')
  return (
    <section className="ih-card" aria-label="医保支付">
      <div className={styles.insuranceHead}>
        <h2><ShieldIcon size={20} /> 医保支付</h2>
        {held && <button type="button" className="ih-button" data-kind="quiet" disabled={busy} onClick={authorise}>{busy ? '正在预结算…' : '使用医保'}</button>}
      </div>
      <p className={styles.quiet}>{held ? '授权医保电子凭证后，先看到统筹、个人账户和现金各付多少，再确认支付。' : '该就诊人没有登记医保卡，可到门诊窗口登记。'}</p>
    </section>
  )
}
