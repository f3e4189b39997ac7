'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useMutation } from 'urql'
import { formatFen, formatInstant } from '@hospital/web/format'
import { useHydrated } from '@hospital/web/hydrated'
import { Dot } from '@hospital/web/parts/tag'
import { problemOf, type Problem } from '@hospital/web/problem'
import { ProblemNote } from '@/consultation/rules-step'
import { ActionBar } from '@/frame/action-bar'
import { OrderBillsDocument, type BillEntryFragment, type PayableOrdersQuery } from '@/graphql/graphql'
import styles from './bills.module.css'

type OpenOrder = PayableOrdersQuery['orders']['nodes'][number]

interface BillChoiceProps {
  bills: BillEntryFragment[]
  /** What else waits to be paid: holds of registrations, consultations. */
  others: OpenOrder[]
}

/** Several at once: what is chosen is summed, ordered, and paid together. Money of two institutions goes separately. */
export function BillChoice({ bills, others }: BillChoiceProps) {
  const router = useRouter()
  const hydrated = useHydrated()
  const [chosen, setChosen] = useState(() => new Set(bills.map(({ id }) => id)))
  const [leaving, setLeaving] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const [{ fetching }, order] = useMutation(OrderBillsDocument)
  const [chosenBills, chosenOrders] = [bills.filter(({ id }) => chosen.has(id)), others.filter(({ id }) => chosen.has(id))]
  const parts = [...chosenBills, ...chosenOrders]
  const sum = parts.reduce((fen, { amountFen }) => fen + amountFen, 0)
  const apart = new Set(parts.map(({ institution }) => institution?.id)).size > 1
  const busy = fetching || leaving

  const toggle = (id: string) => setChosen((before) => {
    const after = new Set(before)
    if (!after.delete(id)) after.add(id)
    return after
  })

  async function pay() {
    if (busy || !parts.length) return
    setProblem(undefined)
    const orderIds = chosenOrders.map(({ id }) => id)
    if (chosenBills.length) {
      const { data, error } = await order({ input: { billIds: chosenBills.map(({ id }) => id), expectedFen: chosenBills.reduce((fen, { amountFen }) => fen + amountFen, 0) } })
      setProblem(problemOf(error) ?? undefined)
      if (!data) return router.refresh()
      orderIds.push(...data.orderBills.map(({ id }) => id))
    }
    setLeaving(true)
    router.push(orderIds.length === 1 ? `/pay/${orderIds[0]}` : `/pay/together?orders=${orderIds.join(',')}`)
  }

  return (
    <>
      <section className="ih-card" aria-label="门诊账单">
        <ul>
          {bills.map((bill) => (
            <Part key={bill.id} checked={chosen.has(bill.id)} disabled={!hydrated} onToggle={() => toggle(bill.id)} title={bill.title} amountFen={bill.amountFen} href={`/bills/${bill.id}`}>
              {bill.departmentName}{bill.practitionerName && <> {bill.practitionerName}</>}<Dot />{formatInstant(bill.issuedAt)}<br />单号 {bill.number}
            </Part>
          ))}
        </ul>
      </section>
      {others.length > 0 && (
        <section className="ih-card">
          <h2>可以一起支付</h2>
          <ul>
            {others.map((one) => (
              <Part key={one.id} checked={chosen.has(one.id)} disabled={!hydrated} onToggle={() => toggle(one.id)} title={one.title} amountFen={one.amountFen}>
                {one.patient?.name && <>{one.patient.name}<Dot /></>}{formatInstant(one.payUntil)} 前支付
              </Part>
            ))}
          </ul>
        </section>
      )}
      {apart && <p className="ih-note" data-tone="warn" role="status">所选费用属于不同的院区，请分开支付。</p>}
      {problem && <ProblemNote problem={problem} />}
      <ActionBar>
        <p className={styles.sum} role="status">已选 {parts.length} 笔<strong className="ih-price">{formatFen(sum)}</strong></p>
        <button type="button" className="ih-button" data-kind="primary" disabled={!hydrated || busy || !parts.length || apart} onClick={pay}>{busy ? '正在提交…' : '去支付'}</button>
      </ActionBar>
    </>
  )
}

interface PartProps {
  checked: boolean
  disabled: boolean
  onToggle(): void
  title: string
  amountFen: number
  href?: string
  children: React.ReactNode
}

function Part({ checked, disabled, onToggle, title, amountFen, href, children }: PartProps) {
  return (
    <li className={styles.part}>
      <label>
        <input type="checkbox" checked={checked} disabled={disabled} onChange={onToggle} />
        <span className={styles.words}><b>{title}</b><small>{children}</small></span>
      </label>
      <span className={styles.side}>
        <span className="ih-price">{formatFen(amountFen)}</span>
        {href && <Link href={href} prefetch={false} aria-label={`${title}明细`}>明细</Link>}
      </span>
    </li>
  )
}
