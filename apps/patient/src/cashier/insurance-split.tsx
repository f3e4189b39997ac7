import { formatFen } from '@hospital/web/format'
import type { InsuranceSplitFragment } from '@/graphql/graphql'
import styles from './cashier.module.css'

const TITLES: Record<InsuranceSplitFragment['status'], string> = { PRESETTLED: '医保预结算', SETTLED: '医保结算', REVERSED: '医保结算（已撤销，费用已退回）', FAILED: '医保结算未成功' }

/** What the fund, the personal account and the patient pay. */
export function InsuranceSplit({ split }: { split: InsuranceSplitFragment }) {
  return (
    <section className="ih-card" aria-label={TITLES[split.status]}>
      <h2>{TITLES[split.status]}</h2>
      <SplitRows split={split} />
    </section>
  )
}

export function SplitRows({ split: { status, totalFen, fundFen, accountFen, cashFen } }: { split: InsuranceSplitFragment }) {
  return (
    <dl className={styles.split}>
      <div><dt>费用合计</dt><dd>{formatFen(totalFen)}</dd></div>
      <div><dt>医保统筹支付</dt><dd data-paid>− {formatFen(fundFen)}</dd></div>
      <div><dt>个人账户支付</dt><dd data-paid>− {formatFen(accountFen)}</dd></div>
      <div data-sum><dt>{status === 'PRESETTLED' || status === 'SETTLED' ? '现金支付' : '现金部分'}</dt><dd className="ih-price">{formatFen(cashFen)}</dd></div>
    </dl>
  )
}
