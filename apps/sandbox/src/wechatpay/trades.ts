import { randomBytes, randomInt } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Database } from '../database.ts'
import { dayOf, rfc3339 } from '../days.ts'
import { paramError, PayError } from './errors.ts'
import type { CreateOrder } from './orders.ts'

export type Product = 'jsapi' | 'h5' | 'native'
export type TradeState = 'NOTPAY' | 'SUCCESS' | 'REFUND' | 'CLOSED' | 'PAYERROR'

export interface Trade {
  outTradeNo: string
  prepayId: string
  product: Product
  appId: string
  description: string
  attach: string | null
  openid: string | null
  totalFen: number
  payerFen: number | null
  refundedFen: number
  notifyUrl: string
  state: TradeState
  transactionId: string | null
  createdAt: number
  expiresAt: number
  paidAt: number | null
}

const columns = `out_trade_no AS outTradeNo, prepay_id AS prepayId, product, app_id AS appId, description, attach, openid, total_fen AS totalFen, payer_fen AS payerFen,
  refunded_fen AS refundedFen, notify_url AS notifyUrl, state, transaction_id AS transactionId, created_at AS createdAt, expires_at AS expiresAt, paid_at AS paidAt`

const defaultLifeMs = 2 * 3_600_000
const digits = (length: number) => Array.from({ length }, () => randomInt(10)).join('')

/** The state machine of an order at WeChat Pay: NOTPAY → SUCCESS / CLOSED / PAYERROR, SUCCESS → REFUND. */
export function createTrades(database: Database, clock: Clock) {
  /** An order past its time is closed the moment anybody looks. */
  const closeExpired = () => database.run(`UPDATE trade SET state = 'CLOSED' WHERE state IN ('NOTPAY', 'PAYERROR') AND expires_at <= ?`, clock.now())

  function find(outTradeNo: string): Trade | undefined {
    closeExpired()
    return database.get<Trade>(`SELECT ${columns} FROM trade WHERE out_trade_no = ?`, outTradeNo)
  }

  function get(outTradeNo: string): Trade {
    const trade = find(outTradeNo)
    if (!trade) throw new PayError(404, 'ORDER_NOT_EXIST', '订单不存在')
    return trade
  }

  function create(product: Product, order: CreateOrder): Trade {
    const now = clock.now()
    const expiresAt = order.expiresAt ?? now + defaultLifeMs
    const known = find(order.outTradeNo)
    if (known) return repeated(known, product, order)
    if (expiresAt <= now) throw paramError('time_expire 已过')
    database.run(
      `INSERT INTO trade (out_trade_no, prepay_id, product, app_id, description, attach, openid, total_fen, notify_url, state, created_at, expires_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'NOTPAY', ?, ?)`,
      order.outTradeNo,
      `wx${dayOf(now).replaceAll('-', '')}${randomBytes(13).toString('hex')}`,
      product,
      order.appId,
      order.description,
      order.attach,
      order.openid,
      order.totalFen,
      order.notifyUrl,
      now,
      expiresAt,
    )
    return get(order.outTradeNo)
  }

  function pay(outTradeNo: string, wrongTotalFen?: number): Trade {
    const trade = get(outTradeNo)
    if (trade.state === 'SUCCESS' || trade.state === 'REFUND') throw new PayError(400, 'ORDERPAID', '该订单已支付')
    if (trade.state === 'CLOSED') throw new PayError(400, 'ORDER_CLOSED', '该订单已关闭')
    const now = clock.now()
    const total = wrongTotalFen ?? trade.totalFen
    const transactionId = `42000${digits(5)}${dayOf(now).replaceAll('-', '')}${digits(10)}`
    database.run(`UPDATE trade SET state = 'SUCCESS', transaction_id = ?, paid_at = ?, total_fen = ?, payer_fen = ? WHERE out_trade_no = ?`, transactionId, now, total, total, outTradeNo)
    return get(outTradeNo)
  }

  function fail(outTradeNo: string): Trade {
    if (get(outTradeNo).state !== 'NOTPAY') throw new PayError(400, 'TRADE_ERROR', '该订单不在待支付状态')
    database.run(`UPDATE trade SET state = 'PAYERROR' WHERE out_trade_no = ?`, outTradeNo)
    return get(outTradeNo)
  }

  function close(outTradeNo: string) {
    const trade = get(outTradeNo)
    if (trade.state === 'SUCCESS' || trade.state === 'REFUND') throw new PayError(400, 'ORDERPAID', '该订单已支付')
    database.run(`UPDATE trade SET state = 'CLOSED' WHERE out_trade_no = ?`, outTradeNo)
  }

  return {
    create,
    find,
    get,
    pay,
    fail,
    close,
    findByPrepayId(prepayId: string): Trade | undefined {
      closeExpired()
      return database.get<Trade>(`SELECT ${columns} FROM trade WHERE prepay_id = ?`, prepayId)
    },
    list(): Trade[] {
      closeExpired()
      return database.all<Trade>(`SELECT ${columns} FROM trade ORDER BY created_at DESC LIMIT 200`)
    },
    paidBetween: (from: number, to: number) => database.all<Trade>(`SELECT ${columns} FROM trade WHERE paid_at >= ? AND paid_at < ? ORDER BY paid_at`, from, to),
  }
}

export type Trades = ReturnType<typeof createTrades>

/** The same order again answers the same prepay id; another one under its number is refused. */
function repeated(known: Trade, product: Product, order: CreateOrder): Trade {
  if (known.state === 'SUCCESS' || known.state === 'REFUND') throw new PayError(400, 'ORDERPAID', '该订单已支付')
  if (known.state === 'CLOSED') throw new PayError(400, 'ORDER_CLOSED', '该订单已关闭')
  const same = known.product === product && known.totalFen === order.totalFen && known.description === order.description && known.notifyUrl === order.notifyUrl
  if (!same) throw new PayError(403, 'OUT_TRADE_NO_USED', '商户订单号重复')
  return known
}

const stateText: Record<TradeState, string> = { NOTPAY: '订单未支付', SUCCESS: '支付成功', REFUND: '转入退款', CLOSED: '已关闭', PAYERROR: '支付失败' }
const tradeTypes: Record<Product, string> = { jsapi: 'JSAPI', h5: 'MWEB', native: 'NATIVE' }

/** As query and callback print it. */
export const printTrade = (trade: Trade, mchId: string) => ({
  appid: trade.appId,
  mchid: mchId,
  out_trade_no: trade.outTradeNo,
  trade_state: trade.state,
  trade_state_desc: stateText[trade.state],
  ...(trade.attach === null ? {} : { attach: trade.attach }),
  ...(trade.paidAt === null
    ? { amount: { total: trade.totalFen, currency: 'CNY' } }
    : {
        transaction_id: trade.transactionId,
        trade_type: tradeTypes[trade.product],
        bank_type: 'OTHERS',
        success_time: rfc3339(trade.paidAt),
        payer: { openid: trade.openid ?? 'o-sandbox-payer' },
        amount: { total: trade.totalFen, payer_total: trade.payerFen, currency: 'CNY', payer_currency: 'CNY' },
      }),
})
