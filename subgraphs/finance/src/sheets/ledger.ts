import type { ExportList } from '@hospital/sheets/export'
import { findPayments } from '../cashier/payment.ts'
import type { FinanceContext } from '../context.ts'
import type { Account, Fact } from '../ledger/accounts.ts'
import { findFacts, listLedgerEntries, type LedgerEntryRow } from '../ledger/entries.ts'
import type { LedgerFilter } from '../ledger/ledger.types.ts'
import { findOrders } from '../orders/order.ts'

const ACCOUNT_WORDS: { [A in Account]: string } = {
  CHANNEL_WECHAT: '微信支付存款', CHANNEL_ALIPAY: '支付宝存款', CHANNEL_UNIONPAY: '银联存款', TEST_CHARGES: '测试支付暂存', PATIENT_PREPAID: '患者预收款', ORDER_LIABILITY: '待履约订单款', REFUND_PAYABLE: '应付退款',
  REVENUE_REGISTRATION: '挂号收入', REVENUE_CONSULTATION: '咨询收入', REVENUE_OUTPATIENT: '门诊收入', INPATIENT_DEPOSITS: '住院预缴金', INSURANCE_FUND: '应收医保统筹', INSURANCE_ACCOUNT: '应收医保个人账户',
  HOSPITAL_CARD_DEPOSITS: '就诊卡预存款', HIS_SETTLEMENT: '医院系统往来', RECONCILIATION_DIFFERENCES: '对账差异挂账',
}
const FACT_WORDS: { [F in Fact]: string } = {
  PAYMENT_RECEIVED: '收到付款', ORDER_PAID: '订单支付', ORDER_DELIVERED: '确认收入', REFUND_REQUESTED: '申请退款', REFUND_PAID: '退款到账', TEST_CHARGE_RECEIVED: '测试支付', TEST_CHARGE_RETURNED: '测试退回',
  INSURANCE_FUND_SETTLED: '医保统筹结算', INSURANCE_ACCOUNT_SETTLED: '医保个账结算', INSURANCE_APPLIED: '医保抵付订单', INSURANCE_FUND_REVERSED: '医保统筹退回', INSURANCE_ACCOUNT_REVERSED: '医保个账退回', RECONCILIATION_ADJUSTED: '对账调账',
}

/** Nothing stands where nothing was booked: a column adds up either way. */
const yuanOr = (fen: number) => (fen === 0 ? null : fen / 100)

interface Told {
  fact?: Fact
  order?: string
  payment?: string
}

/** The entries that the filter names; debits and credits of whole transactions add up to the same. */
export const ledger: ExportList<FinanceContext, LedgerEntryRow & Told, LedgerFilter> = {
  columns: [
    { key: 'at', title: '时间', width: 20, value: ({ at }) => at },
    { key: 'account', title: '科目', width: 18, value: ({ account }) => ACCOUNT_WORDS[account] },
    { key: 'debit', title: '借（元）', value: ({ debitFen }) => yuanOr(debitFen) },
    { key: 'credit', title: '贷（元）', value: ({ creditFen }) => yuanOr(creditFen) },
    { key: 'fact', title: '来源', width: 14, value: ({ fact }) => fact && FACT_WORDS[fact] },
    { key: 'order', title: '订单编号', width: 20, value: ({ order }) => order },
    { key: 'payment', title: '交易编号', width: 20, value: ({ payment }) => payment },
    { key: 'memo', title: '摘要', width: 32, value: ({ memo }) => memo },
    { key: 'transaction', title: '凭证', width: 12, value: ({ transactionId }) => transactionId.slice(-8).toUpperCase() },
  ],
  async page(ctx, asked, filter) {
    const page = await listLedgerEntries(ctx, asked, filter)
    const of = (ids: readonly (string | null)[]) => [...new Set(ids)].filter((id) => id !== null)
    const [facts, orders, payments] = await Promise.all([
      findFacts(ctx, of(page.nodes.map(({ transactionId }) => transactionId))),
      findOrders(ctx, of(page.nodes.map(({ orderId }) => orderId))), findPayments(ctx, of(page.nodes.map(({ paymentId }) => paymentId))),
    ])
    const numbers = new Map([...orders, ...payments].map(({ id, number }) => [id, number]))
    return { ...page, nodes: page.nodes.map((row) => ({ ...row, fact: facts.get(row.transactionId), order: numbers.get(row.orderId!), payment: numbers.get(row.paymentId!) })) }
  },
}
