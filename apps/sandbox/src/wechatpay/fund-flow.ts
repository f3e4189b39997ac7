import { addDays, instantAt, printedTime } from '../days.ts'
import { feeFen, paramErrorUnlessPast, yuan } from './bill.ts'
import type { Clock } from '../clock.ts'
import { PayError } from './errors.ts'
import type { Refunds } from './refunds.ts'
import type { Trades } from './trades.ts'

const columns = '记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额（元）,账户结余（元）,资金变更提交申请人,备注,业务凭证号'
const summaryColumns = '资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额'

interface Flow {
  at: number
  businessNo: string
  name: '交易' | '扣除交易手续费' | '退款' | '退还交易手续费'
  /** Positive: into the merchant's account. */
  fen: number
  voucherNo: string
}

/** What moved on the merchant's basic account on a day that is over. The balance runs from the day's beginning. */
export function makeFundFlow(day: string, trades: Pick<Trades, 'paidBetween'>, refunds: Refunds, clock: Clock): string {
  paramErrorUnlessPast(day, clock)
  const flows = flowsOf(instantAt(day, '00:00'), instantAt(addDays(day, 1), '00:00'), trades, refunds)
  if (flows.length === 0) throw new PayError(400, 'NO_STATEMENT_EXIST', '账单不存在')
  let balance = 0
  const rows = flows.map((flow, at) => print(flow, (balance += flow.fen), `${flow.businessNo}${String(at).padStart(4, '0')}`))
  return `\uFEFF${[columns, ...rows, summaryColumns, summary(flows)].join('\r\n')}\r\n`
}

function flowsOf(from: number, to: number, trades: Pick<Trades, 'paidBetween'>, refunds: Refunds): Flow[] {
  const paid = trades.paidBetween(from, to).flatMap((trade): Flow[] => {
    const facts = { at: trade.paidAt!, businessNo: trade.transactionId!, voucherNo: trade.outTradeNo }
    return [{ ...facts, name: '交易', fen: trade.totalFen }, { ...facts, name: '扣除交易手续费', fen: -feeFen(trade.totalFen) }]
  })
  const refunded = refunds.succeededBetween(from, to).flatMap((refund): Flow[] => {
    const facts = { at: refund.succeededAt!, businessNo: refund.refundId, voucherNo: refund.outRefundNo }
    return [{ ...facts, name: '退款', fen: -refund.refundFen }, { ...facts, name: '退还交易手续费', fen: feeFen(refund.refundFen) }]
  })
  return [...paid, ...refunded].filter(({ fen }) => fen !== 0).sort((a, b) => a.at - b.at)
}

const cells = (values: (string | number)[]) => values.map((value) => `\`${value}`).join(',')

const print = ({ at, businessNo, name, fen, voucherNo }: Flow, balance: number, flowNo: string) =>
  cells([printedTime(at), businessNo, flowNo, name, name, fen > 0 ? '收入' : '支出', yuan(Math.abs(fen)), yuan(balance), 'system', '', voucherNo])

function summary(flows: Flow[]): string {
  const side = (sign: 1 | -1) => flows.filter(({ fen }) => Math.sign(fen) === sign)
  const sum = (part: Flow[]) => yuan(Math.abs(part.reduce((total, { fen }) => total + fen, 0)))
  return cells([flows.length, side(1).length, sum(side(1)), side(-1).length, sum(side(-1))])
}
