'use client'

import { useQuery } from 'urql'
import { formatYuan } from '@hospital/web/format'
import { problemOf } from '@hospital/web/problem'
import { PaymentTotalsDocument, type PaymentFilter } from '@/graphql/graphql'
import styles from './payments.module.css'

/** What the ledger has of all that the filter lists, on this page and on the others. */
export function PaymentTotals({ filter }: { filter: PaymentFilter }) {
  const [{ data, error, fetching }] = useQuery({ query: PaymentTotalsDocument, variables: { filter }, requestPolicy: 'cache-and-network' })
  const problem = problemOf(error)
  if (problem && !data) return <p className={styles.totals}>合计没有加载出来：{problem.message}</p>
  const { paidFen, refundedFen, netFen, payments, refunds } = data?.paymentTotals ?? {}
  const shown = (fen?: number) => (fen === undefined ? '—' : formatYuan(fen))
  return (
    <section aria-label="筛选合计" aria-busy={fetching}>
      <dl className={styles.totals}>
        <div><dt>收款（元）</dt><dd>{shown(paidFen)}</dd><dd>{payments ?? 0} 笔</dd></div>
        <div><dt>退款（元）</dt><dd>{shown(refundedFen)}</dd><dd>{refunds ?? 0} 笔</dd></div>
        <div><dt>净额（元）</dt><dd>{shown(netFen)}</dd></div>
      </dl>
    </section>
  )
}
