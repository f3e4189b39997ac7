import type { Notifier } from './notifier.ts'
import { printRefundNotice, type Refund, type Refunds } from './refunds.ts'
import { printTrade, type Trade, type Trades } from './trades.ts'

export interface PayOptions {
  /** The channel books another amount than was ordered. */
  amountFen?: number
  callbackDelayMs?: number
  /** Without a callback at all: only a query finds it. */
  silent?: boolean
  /** Nor with one of its refunds, ever. */
  mute?: boolean
}

/** What happens at WeChat Pay itself: a payer pays, the bank refunds, merchants are told. */
export function createDesk(mchId: string, trades: Trades, refunds: Refunds, notifier: Notifier) {
  const muted = new Set<string>()

  function pay(outTradeNo: string, { amountFen, callbackDelayMs, silent, mute }: PayOptions = {}): Trade {
    const trade = trades.pay(outTradeNo, amountFen)
    if (mute) muted.add(outTradeNo)
    if (!silent && !mute) notifier.add('TRANSACTION.SUCCESS', outTradeNo, trade.notifyUrl, printTrade(trade, mchId), callbackDelayMs)
    void tick()
    return trade
  }

  function settleRefund(outRefundNo: string, state: Exclude<Refund['state'], 'PROCESSING'>): Refund {
    const refund = refunds.settle(outRefundNo, state)
    const trade = trades.get(refund.outTradeNo)
    if (refund.notifyUrl && !muted.has(trade.outTradeNo)) notifier.add(`REFUND.${state}`, trade.outTradeNo, refund.notifyUrl, printRefundNotice(refund, trade, mchId))
    return refund
  }

  async function tick() {
    for (const { outRefundNo } of refunds.due()) settleRefund(outRefundNo, 'SUCCESS')
    await notifier.deliverDue()
  }

  return { pay, settleRefund, tick, trades, refunds, notifier, mchId }
}

export type Desk = ReturnType<typeof createDesk>
