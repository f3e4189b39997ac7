import { ConnectorFailure, type FailureKind } from '@hospital/connectors/failure'
import type { CallbackVerdict, CreateTransactionInput, WechatPayPort, WechatRefund, WechatTransaction } from '@hospital/connectors/wechatpay/port'

interface Trade extends WechatTransaction {
  totalFen: number
}

export interface TestChannel {
  port: WechatPayPort
  trades: Map<string, Trade>
  refunds: Map<string, WechatRefund>
  /** The payer pays, whatever the amount; false: nothing here to be paid. */
  pay(outTradeNo: string, amountFen?: number): boolean
  /** A payment that got through although we closed it. */
  payLate(outTradeNo: string): void
  finishRefund(outRefundNo: string, state?: WechatRefund['state']): void
  callbackOf(outTradeNo: string): Extract<CallbackVerdict, { verified: true }>
  refundCallbackOf(outRefundNo: string): Extract<CallbackVerdict, { verified: true }>
  /** The next calls fail; `after`: the work is done all the same. */
  failNext(kind: FailureKind, options?: { times?: number; after?: boolean; code?: string }): void
  /** Ends an outage. */
  heal(): void
  /** Fen that payers are out of pocket by trade. */
  balanceOf(outTradeNo: string): number
}

/** WeChat Pay's rules for trades and refunds as a state machine, for orders of events that no sandbox over a network could be led through. */
export function createTestChannel(now: () => Date): TestChannel {
  const trades = new Map<string, Trade>()
  const refunds = new Map<string, WechatRefund>()
  let failure: { kind: FailureKind; times: number; after: boolean; code?: string } | undefined
  let notifications = 0

  const fail = (kind: FailureKind, code?: string): never => {
    throw new ConnectorFailure({ kind, port: 'wechatpay', ...(code && { code }), message: `test ${kind} ${code ?? ''}` })
  }
  async function call<T>(work: () => T): Promise<T> {
    await new Promise((resolve) => setImmediate(resolve))
    const broken = failure
    if (broken && --broken.times <= 0) failure = undefined
    if (broken && !broken.after) return fail(broken.kind, broken.code)
    const answer = work()
    return broken ? fail(broken.kind, broken.code) : answer
  }
  function create(order: CreateTransactionInput): Trade {
    const known = trades.get(order.outTradeNo)
    if (known?.state === 'SUCCESS' || known?.state === 'REFUND') return fail('CONFLICT', 'ORDERPAID')
    if (known?.state === 'CLOSED') return fail('CONFLICT', 'ORDER_CLOSED')
    if (known) return known.totalFen === order.amountFen ? known : fail('CONFLICT', 'OUT_TRADE_NO_USED')
    const trade: Trade = { outTradeNo: order.outTradeNo, state: 'NOTPAY', transactionId: null, amountFen: order.amountFen, totalFen: order.amountFen, payerFen: null, paidAt: null, tradeType: null, openid: null, attach: null }
    trades.set(order.outTradeNo, trade)
    return trade
  }
  function succeed(trade: Trade, amountFen: number) {
    Object.assign(trade, { state: 'SUCCESS', transactionId: `42${trade.outTradeNo}`, amountFen, paidAt: now() })
  }
  const refundedFen = (outTradeNo: string, states: WechatRefund['state'][]) =>
    [...refunds.values()].filter((one) => one.outTradeNo === outTradeNo && states.includes(one.state)).reduce((sum, one) => sum + one.refundFen, 0)

  const port: WechatPayPort = {
    appId: 'wx-test', mchId: '1900000000',
    createJsapi: (order) => call(() => ({ prepayId: create(order).outTradeNo, payParameters: { appId: 'wx-test', timeStamp: '1', nonceStr: 'n', package: `prepay_id=${order.outTradeNo}`, signType: 'RSA', paySign: 's' } })),
    createH5: (order) => call(() => ({ h5Url: `http://channel.test/pay?no=${create(order).outTradeNo}` })),
    createNative: (order) => call(() => ({ codeUrl: `weixin://pay/${create(order).outTradeNo}` })),
    query: (outTradeNo) => call(() => (trades.has(outTradeNo) ? { ...trades.get(outTradeNo)! } : null)),
    close: (outTradeNo) => call(() => {
      const trade = trades.get(outTradeNo)
      if (trade?.state === 'SUCCESS' || trade?.state === 'REFUND') return fail('CONFLICT', 'ORDERPAID')
      if (trade) trade.state = 'CLOSED'
    }),
    refund: ({ outTradeNo, outRefundNo, refundFen, totalFen }) => call(() => {
      const known = refunds.get(outRefundNo)
      if (known) return known.refundFen === refundFen ? { ...known } : fail('REFUSED', 'INVALID_REQUEST')
      const trade = trades.get(outTradeNo)
      if (!trade?.transactionId) return fail('REFUSED', 'RESOURCE_NOT_EXISTS')
      if (totalFen !== trade.amountFen || refundFen + refundedFen(outTradeNo, ['PROCESSING', 'SUCCESS', 'ABNORMAL']) > trade.amountFen) return fail('REFUSED', 'INVALID_REQUEST')
      const made: WechatRefund = { outRefundNo, outTradeNo, refundId: `50${outRefundNo}`, transactionId: trade.transactionId, state: 'PROCESSING', refundFen, totalFen, succeededAt: null }
      refunds.set(outRefundNo, made)
      trade.state = 'REFUND'
      return { ...made }
    }),
    queryRefund: (outRefundNo) => call(() => (refunds.has(outRefundNo) ? { ...refunds.get(outRefundNo)! } : null)),
    downloadTradeBill: () => call(() => []),
    downloadFundFlow: () => call(() => []),
    verifyCallback: (_headers, rawBody) => {
      try {
        return JSON.parse(rawBody.toString()) as CallbackVerdict
      } catch {
        return { verified: false, reason: 'SIGNATURE_INVALID' }
      }
    },
  }
  return {
    port, trades, refunds,
    pay(outTradeNo, amountFen) {
      const trade = trades.get(outTradeNo)
      if (trade?.state !== 'NOTPAY') return false
      succeed(trade, amountFen ?? trade.totalFen)
      return true
    },
    payLate(outTradeNo) {
      const trade = trades.get(outTradeNo)
      if (trade && !trade.transactionId) succeed(trade, trade.totalFen)
    },
    finishRefund(outRefundNo, state = 'SUCCESS') {
      const one = refunds.get(outRefundNo)
      if (one?.state === 'PROCESSING') Object.assign(one, { state, succeededAt: state === 'SUCCESS' ? now() : null })
    },
    callbackOf: (outTradeNo) => ({ verified: true, notificationId: `n${++notifications}`, kind: 'TRANSACTION', transaction: { ...trades.get(outTradeNo)! } }),
    refundCallbackOf: (outRefundNo) => ({ verified: true, notificationId: `n${++notifications}`, kind: 'REFUND', refund: { ...refunds.get(outRefundNo)! } }),
    failNext(kind, { times = 1, after = false, code } = {}) {
      failure = { kind, times, after, ...(code && { code }) }
    },
    heal() {
      failure = undefined
    },
    balanceOf: (outTradeNo) => (trades.get(outTradeNo)?.transactionId ? trades.get(outTradeNo)!.amountFen : 0) - refundedFen(outTradeNo, ['SUCCESS']),
  }
}
