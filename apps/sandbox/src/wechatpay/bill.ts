import { addDays, dayOf, instantAt, printedTime } from '../days.ts'
import type { Clock } from '../clock.ts'
import { paramError, PayError } from './errors.ts'
import type { Refund, Refunds } from './refunds.ts'
import type { Trade, Trades } from './trades.ts'

const columns = [
  '交易时间', '公众账号ID', '商户号', '特约商户号', '设备号', '微信订单号', '商户订单号', '用户标识', '交易类型',
  '交易状态', '付款银行', '货币种类', '应结订单金额', '代金券金额', '微信退款单号', '商户退款单号', '退款金额', '充值券退款金额',
  '退款类型', '退款状态', '商品名称', '商户数据包', '手续费', '费率', '订单金额', '申请退款金额', '费率备注',
].join(',')
const summaryColumns = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额'

const feeRate = 0.006
export const yuan = (fen: number) => (fen / 100).toFixed(2)
export const feeFen = (fen: number) => Math.round(fen * feeRate)
const cells = (values: (string | number)[]) => values.map((value) => `\`${value}`).join(',')
const stateNames: Record<Refund['state'], string> = { PROCESSING: 'PROCESSING', SUCCESS: 'SUCCESS', CLOSED: 'FAIL', ABNORMAL: 'CHANGE' }
const types: Record<Trade['product'], string> = { jsapi: 'JSAPI', h5: 'MWEB', native: 'NATIVE' }

/** The trade bill of a day that is over. Refuses today and later, and a day without trade. */
export function makeBill(day: string, mchId: string, trades: Pick<Trades, 'paidBetween' | 'get'>, refunds: Refunds, clock: Clock): string {
  paramErrorUnlessPast(day, clock)
  const from = instantAt(day, '00:00')
  const to = instantAt(addDays(day, 1), '00:00')
  const paid = trades.paidBetween(from, to)
  const refunded = refunds.succeededBetween(from, to).map((refund) => ({ refund, trade: trades.get(refund.outTradeNo) }))
  if (paid.length + refunded.length === 0) throw new PayError(400, 'NO_STATEMENT_EXIST', '账单不存在')
  const rows = [...paid.map((trade) => paidRow(trade, mchId)), ...refunded.map(({ refund, trade }) => refundRow(refund, trade, mchId))]
  return `\uFEFF${[columns, ...rows, summaryColumns, summary(paid, refunded.map(({ refund }) => refund))].join('\r\n')}\r\n`
}

export function paramErrorUnlessPast(day: string, clock: Clock): void {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day))) throw paramError('bill_date 格式错误')
  if (day >= dayOf(clock.now())) throw paramError('bill_date 须早于今天')
}

const head = (at: number, trade: Trade, mchId: string, state: string) => [
  printedTime(at),
  trade.appId,
  mchId,
  '0',
  '',
  trade.transactionId ?? '',
  trade.outTradeNo,
  trade.openid ?? 'o-sandbox-payer',
  types[trade.product],
  state,
  'OTHERS',
  'CNY',
]

const described = (trade: Trade) => trade.description.replaceAll(',', '，')

const paidRow = (trade: Trade, mchId: string) =>
  cells([
    ...head(trade.paidAt!, trade, mchId, 'SUCCESS'),
    ...[yuan(trade.totalFen), '0.00'],
    ...['0', '0', '0.00', '0.00', '', ''],
    ...[described(trade), trade.attach ?? '', `${yuan(feeFen(trade.totalFen))}000`, '0.60%'],
    ...[yuan(trade.totalFen), '0.00', ''],
  ])

const refundRow = (refund: Refund, trade: Trade, mchId: string) =>
  cells([
    ...head(refund.succeededAt!, trade, mchId, 'REFUND'),
    ...['0.00', '0.00'],
    ...[refund.refundId, refund.outRefundNo, yuan(refund.refundFen), '0.00', 'ORIGINAL', stateNames[refund.state]],
    ...[described(trade), trade.attach ?? '', `-${yuan(feeFen(refund.refundFen))}000`, '0.60%'],
    ...['0.00', yuan(refund.refundFen), ''],
  ])

function summary(paid: Trade[], refunded: Refund[]): string {
  const paidFen = paid.reduce((sum, { totalFen }) => sum + totalFen, 0)
  const refundFen = refunded.reduce((sum, { refundFen: fen }) => sum + fen, 0)
  const fees = paid.reduce((sum, { totalFen }) => sum + feeFen(totalFen), 0) - refunded.reduce((sum, { refundFen: fen }) => sum + feeFen(fen), 0)
  return cells([paid.length + refunded.length, yuan(paidFen), yuan(refundFen), '0.00', `${yuan(fees)}000`, yuan(paidFen), yuan(refundFen)])
}
