import { randomInt } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Database } from '../database.ts'
import { dayOf } from '../days.ts'
import type { Notices } from './notices.ts'

export type CounterChannel = 'alipay' | 'unionpay'

export interface CounterTrade {
  number: string
  merchant: string
  fen: number
  description: string
  notifyUrl: string
  returnUrl: string | null
  /** What the merchant wants to hear again, or finds it by. */
  reference: string
  state: 'WAITING' | 'PAID' | 'CLOSED'
  channelNo: string | null
  createdAt: number
  expiresAt: number
  paidAt: number | null
}

export interface CounterRefund {
  number: string
  trade: string
  fen: number
  channelNo: string
  notifyUrl: string | null
  reference: string
  state: 'PROCESSING' | 'DONE'
  dueAt: number
  doneAt: number | null
}

/** `PAID`, `CLOSED`, `MISSING`, `TOO_MUCH`, `DIFFERS`: each channel says it in its own codes. */
export class CounterError extends Error {
  readonly status = 400
  readonly code: 'PAID' | 'CLOSED' | 'MISSING' | 'TOO_MUCH' | 'DIFFERS'

  constructor(code: CounterError['code']) {
    super(code)
    this.code = code
  }
}

export interface PayOptions {
  /** The channel books another amount than was ordered. */
  amountFen?: number
  callbackDelayMs?: number
  /** Without a notice at all: only a query finds it. */
  silent?: boolean
  /** Nor with one of its refunds, ever. */
  mute?: boolean
}

export interface Printing {
  /** The notice of a paid trade, and of a refund that has arrived, as the channel signs and prints it: a form. */
  paid(trade: CounterTrade): string
  refunded?(refund: CounterRefund, trade: CounterTrade): string
}

const TRADE = `number, merchant, fen, description, notify_url AS notifyUrl, return_url AS returnUrl, reference, state, channel_no AS channelNo, created_at AS createdAt, expires_at AS expiresAt, paid_at AS paidAt`
const REFUND = `number, trade, fen, channel_no AS channelNo, notify_url AS notifyUrl, reference, state, due_at AS dueAt, done_at AS doneAt`

const digits = (length: number) => Array.from({ length }, () => randomInt(10)).join('')

interface CounterOptions {
  channel: CounterChannel
  database: Database
  clock: Clock
  notices: Notices
  /** How long the bank takes for a refund; none: it is there at once. */
  refundMs: number
}

/** A channel's own books: WAITING → PAID or CLOSED, and refunds of what was paid, never more than that. */
export function createCounter({ channel, database, clock, notices, refundMs }: CounterOptions) {
  let printing: Printing
  const muted = new Set<string>()
  const closeExpired = () => database.run(`UPDATE counter_trade SET state = 'CLOSED' WHERE channel = ? AND state = 'WAITING' AND expires_at <= ?`, channel, clock.now())
  const channelNo = () => `${dayOf(clock.now()).replaceAll('-', '')}${digits(20)}`

  function find(number: string): CounterTrade | undefined {
    closeExpired()
    return database.get<CounterTrade>(`SELECT ${TRADE} FROM counter_trade WHERE channel = ? AND number = ?`, channel, number)
  }
  const findByChannelNo = (no: string) => database.get<CounterTrade>(`SELECT ${TRADE} FROM counter_trade WHERE channel = ? AND channel_no = ?`, channel, no)

  function get(number: string): CounterTrade {
    const trade = find(number)
    if (!trade) throw new CounterError('MISSING')
    return trade
  }

  /** The payer opens the merchant's order: from then on there is a trade. */
  function open(order: Omit<CounterTrade, 'state' | 'channelNo' | 'createdAt' | 'paidAt'>): CounterTrade {
    const known = find(order.number)
    if (known) {
      if (known.fen !== order.fen || known.merchant !== order.merchant) throw new CounterError('DIFFERS')
      return known
    }
    const { number, merchant, fen, description, notifyUrl, returnUrl, reference, expiresAt } = order
    database.run(`INSERT INTO counter_trade (channel, number, merchant, fen, description, notify_url, return_url, reference, state, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'WAITING', ?, ?)`,
      channel, number, merchant, fen, description, notifyUrl, returnUrl, reference, clock.now(), expiresAt)
    return get(number)
  }

  function pay(number: string, { amountFen, callbackDelayMs = 0, silent, mute }: PayOptions = {}): CounterTrade {
    const { state, fen } = get(number)
    if (state !== 'WAITING') throw new CounterError(state)
    database.run(`UPDATE counter_trade SET state = 'PAID', fen = ?, channel_no = ?, paid_at = ? WHERE channel = ? AND number = ?`, amountFen ?? fen, channelNo(), clock.now(), channel, number)
    const trade = get(number)
    if (mute) muted.add(number)
    if (!silent && !mute) notices.add(number, trade.notifyUrl, printing.paid(trade), callbackDelayMs)
    void tick()
    return trade
  }

  /** Money that came past the merchant's own orders: a code on a wall, another shop's till. */
  function receive(fen: number, at: number): CounterTrade {
    const number = `WAIBU${digits(12)}`
    database.run(`INSERT INTO counter_trade (channel, number, merchant, fen, description, notify_url, return_url, reference, state, channel_no, created_at, expires_at, paid_at) VALUES (?, ?, '', ?, '扫码收款', '', NULL, '', 'PAID', ?, ?, ?, ?)`, channel, number, fen, channelNo(), at, at, at)
    return get(number)
  }

  function close(number: string): CounterTrade {
    if (get(number).state === 'PAID') throw new CounterError('PAID')
    database.run(`UPDATE counter_trade SET state = 'CLOSED' WHERE channel = ? AND number = ?`, channel, number)
    return get(number)
  }

  const findRefund = (number: string) => database.get<CounterRefund>(`SELECT ${REFUND} FROM counter_refund WHERE channel = ? AND number = ?`, channel, number)
  const refundedFen = (trade: string) => database.get<{ fen: number }>('SELECT coalesce(sum(fen), 0) AS fen FROM counter_refund WHERE channel = ? AND trade = ?', channel, trade)!.fen

  /** `fresh`: it was not known before. */
  function refund(asked: Pick<CounterRefund, 'number' | 'trade' | 'fen' | 'notifyUrl' | 'reference'>): { refund: CounterRefund; fresh: boolean } {
    const trade = get(asked.trade)
    const known = findRefund(asked.number)
    if (known) {
      if (known.fen !== asked.fen || known.trade !== asked.trade) throw new CounterError('DIFFERS')
      return { refund: known, fresh: false }
    }
    if (trade.state !== 'PAID') throw new CounterError('CLOSED')
    if (refundedFen(asked.trade) + asked.fen > trade.fen) throw new CounterError('TOO_MUCH')
    database.run(`INSERT INTO counter_refund (channel, number, trade, fen, channel_no, notify_url, reference, state, due_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'PROCESSING', ?)`,
      channel, asked.number, asked.trade, asked.fen, channelNo(), asked.notifyUrl, asked.reference, clock.now() + refundMs)
    if (refundMs === 0) settleRefunds()
    return { refund: findRefund(asked.number)!, fresh: true }
  }

  function settleRefunds(): void {
    for (const { number } of database.all<CounterRefund>(`SELECT ${REFUND} FROM counter_refund WHERE channel = ? AND state = 'PROCESSING' AND due_at <= ?`, channel, clock.now())) {
      database.run(`UPDATE counter_refund SET state = 'DONE', done_at = ? WHERE channel = ? AND number = ?`, clock.now(), channel, number)
      const done = findRefund(number)!
      if (done.notifyUrl && printing.refunded && !muted.has(done.trade)) notices.add(done.trade, done.notifyUrl, printing.refunded(done, get(done.trade)))
    }
  }

  async function tick(): Promise<void> {
    settleRefunds()
    await notices.deliverDue()
  }

  return {
    open, find, findByChannelNo, get, pay, receive, close, refund, findRefund, refundedFen, tick, notices,
    print: (how: Printing) => void (printing = how),
    trades: () => database.all<CounterTrade>(`SELECT ${TRADE} FROM counter_trade WHERE channel = ? ORDER BY created_at DESC LIMIT 200`, channel),
    refunds: () => database.all<CounterRefund>(`SELECT ${REFUND} FROM counter_refund WHERE channel = ? ORDER BY due_at DESC LIMIT 200`, channel),
    paidBetween: (from: number, to: number) => database.all<CounterTrade>(`SELECT ${TRADE} FROM counter_trade WHERE channel = ? AND paid_at >= ? AND paid_at < ? ORDER BY paid_at`, channel, from, to),
    refundedBetween: (from: number, to: number) => database.all<CounterRefund>(`SELECT ${REFUND} FROM counter_refund WHERE channel = ? AND done_at >= ? AND done_at < ? ORDER BY done_at`, channel, from, to),
  }
}

export type Counter = ReturnType<typeof createCounter>
