import { randomInt } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Database } from '../database.ts'
import { rfc3339 } from '../days.ts'
import { paramError, PayError } from './errors.ts'
import { object, positive, text } from './orders.ts'
import type { Trade, Trades } from './trades.ts'

export interface Refund {
  outRefundNo: string
  refundId: string
  outTradeNo: string
  refundFen: number
  totalFen: number
  reason: string | null
  notifyUrl: string | null
  state: 'PROCESSING' | 'SUCCESS' | 'CLOSED' | 'ABNORMAL'
  createdAt: number
  dueAt: number
  succeededAt: number | null
}

const columns = `out_refund_no AS outRefundNo, refund_id AS refundId, out_trade_no AS outTradeNo, refund_fen AS refundFen, total_fen AS totalFen, reason,
  notify_url AS notifyUrl, state, created_at AS createdAt, due_at AS dueAt, succeeded_at AS succeededAt`

/** The bank takes its moment. */
const bankDelayMs = 1_000

export function createRefunds(database: Database, clock: Clock, trades: Trades) {
  const find = (outRefundNo: string) => database.get<Refund>(`SELECT ${columns} FROM refund WHERE out_refund_no = ?`, outRefundNo)

  function get(outRefundNo: string): Refund {
    const refund = find(outRefundNo)
    if (!refund) throw new PayError(404, 'RESOURCE_NOT_EXISTS', '退款单不存在')
    return refund
  }

  function request(body: Record<string, unknown>): Refund {
    const amount = object(body.amount, 'amount')
    const asked = { outTradeNo: text(body.out_trade_no, 'out_trade_no', 32), outRefundNo: text(body.out_refund_no, 'out_refund_no', 64) }
    const refundFen = positive(amount.refund, 'amount.refund')
    const totalFen = positive(amount.total, 'amount.total')
    if (amount.currency !== 'CNY') throw paramError('amount.currency 只支持 CNY')
    const trade = trades.find(asked.outTradeNo)
    if (!trade || trade.paidAt === null) throw new PayError(404, 'RESOURCE_NOT_EXISTS', '订单不存在或未支付')
    const known = find(asked.outRefundNo)
    if (known) {
      if (known.outTradeNo !== asked.outTradeNo || known.refundFen !== refundFen || known.totalFen !== totalFen) throw inconsistent()
      return known
    }
    if (totalFen !== trade.totalFen) throw inconsistent()
    if (refundFen + reservedFen(asked.outTradeNo) > totalFen) throw new PayError(400, 'INVALID_REQUEST', '累计退款金额大于支付金额')
    return keep(asked, refundFen, totalFen, optional(body.reason, 'reason', 80), optional(body.notify_url, 'notify_url', 256))
  }

  const reservedFen = (outTradeNo: string) =>
    database.get<{ fen: number }>(`SELECT coalesce(sum(refund_fen), 0) AS fen FROM refund WHERE out_trade_no = ? AND state <> 'CLOSED'`, outTradeNo)!.fen

  function keep(asked: { outTradeNo: string; outRefundNo: string }, refundFen: number, totalFen: number, reason: string | null, notifyUrl: string | null): Refund {
    const now = clock.now()
    const refundId = `5030${Array.from({ length: 24 }, () => randomInt(10)).join('')}`
    database.transaction(() => {
      database.run(
        `INSERT INTO refund (out_refund_no, refund_id, out_trade_no, refund_fen, total_fen, reason, notify_url, state, created_at, due_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'PROCESSING', ?, ?)`,
        asked.outRefundNo,
        refundId,
        asked.outTradeNo,
        refundFen,
        totalFen,
        reason,
        notifyUrl,
        now,
        now + bankDelayMs,
      )
      database.run(`UPDATE trade SET state = 'REFUND' WHERE out_trade_no = ?`, asked.outTradeNo)
    })
    return get(asked.outRefundNo)
  }

  function settle(outRefundNo: string, state: Exclude<Refund['state'], 'PROCESSING'>): Refund {
    const refund = get(outRefundNo)
    if (refund.state !== 'PROCESSING') throw new PayError(400, 'INVALID_REQUEST', '退款单已有结果')
    database.transaction(() => {
      database.run('UPDATE refund SET state = ?, succeeded_at = ? WHERE out_refund_no = ?', state, state === 'SUCCESS' ? clock.now() : null, outRefundNo)
      if (state === 'SUCCESS') database.run('UPDATE trade SET refunded_fen = refunded_fen + ? WHERE out_trade_no = ?', refund.refundFen, refund.outTradeNo)
    })
    return get(outRefundNo)
  }

  return {
    request,
    get,
    settle,
    due: () => database.all<Refund>(`SELECT ${columns} FROM refund WHERE state = 'PROCESSING' AND due_at <= ?`, clock.now()),
    list: () => database.all<Refund>(`SELECT ${columns} FROM refund ORDER BY created_at DESC LIMIT 200`),
    succeededBetween: (from: number, to: number) => database.all<Refund>(`SELECT ${columns} FROM refund WHERE succeeded_at >= ? AND succeeded_at < ? ORDER BY succeeded_at`, from, to),
  }
}

export type Refunds = ReturnType<typeof createRefunds>

const inconsistent = () => new PayError(400, 'INVALID_REQUEST', '订单金额或退款金额与之前请求不一致，请核实后再试')
const optional = (value: unknown, name: string, longest: number) => (value === undefined ? null : text(value, name, longest))

const amountOf = (refund: Refund) => ({ total: refund.totalFen, refund: refund.refundFen, payer_total: refund.totalFen, payer_refund: refund.refundFen })

/** As the API prints it. */
export const printRefund = (refund: Refund, trade: Trade) => ({
  refund_id: refund.refundId,
  out_refund_no: refund.outRefundNo,
  transaction_id: trade.transactionId,
  out_trade_no: refund.outTradeNo,
  channel: 'ORIGINAL',
  user_received_account: '支付用户零钱',
  create_time: rfc3339(refund.createdAt),
  ...(refund.succeededAt === null ? {} : { success_time: rfc3339(refund.succeededAt) }),
  status: refund.state,
  amount: { ...amountOf(refund), settlement_refund: refund.refundFen, settlement_total: refund.totalFen, discount_refund: 0, currency: 'CNY' },
})

/** As the callback prints it. */
export const printRefundNotice = (refund: Refund, trade: Trade, mchId: string) => ({
  mchid: mchId,
  out_trade_no: refund.outTradeNo,
  transaction_id: trade.transactionId,
  out_refund_no: refund.outRefundNo,
  refund_id: refund.refundId,
  refund_status: refund.state,
  ...(refund.succeededAt === null ? {} : { success_time: rfc3339(refund.succeededAt) }),
  user_received_account: '支付用户零钱',
  amount: amountOf(refund),
})
