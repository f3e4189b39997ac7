/** WeChat Pay v3 for one merchant. Amounts are fen; `outTradeNo` and `outRefundNo` are ours, unique, and what everything is asked again by. */
export interface WechatPayPort {
  readonly appId: string
  readonly mchId: string

  /** Inside WeChat. `payParameters` go to WeixinJSBridge as they are. Repeating the same order answers its prepay id again. */
  createJsapi(order: CreateTransactionInput & { openid: string }): Promise<{ prepayId: string; payParameters: JsapiPayParameters }>
  /** In a mobile browser outside WeChat: send the browser to `h5Url` + `&redirect_url=` + where it shall come back. */
  createH5(order: CreateTransactionInput & { clientIp: string }): Promise<{ h5Url: string }>
  /** On a desktop: show `codeUrl` as a QR code. */
  createNative(order: CreateTransactionInput): Promise<{ codeUrl: string }>

  /** Null: WeChat Pay has no such order (it was never created). */
  query(outTradeNo: string): Promise<WechatTransaction | null>
  /** Closing a closed or unknown order is fine. CONFLICT `ORDERPAID` when it has been paid: query it. */
  close(outTradeNo: string): Promise<void>

  /**
   * Asks for a refund; the end comes by callback or queryRefund. Repeating with the same number and amount is safe.
   * REFUSED `INVALID_REQUEST` (more than is left, or other amounts under this number) | `RESOURCE_NOT_EXISTS` (no such payment) | `PARAM_ERROR` | `NOT_ENOUGH` (the merchant's balance).
   */
  refund(refund: RequestRefundInput): Promise<WechatRefund>
  queryRefund(outRefundNo: string): Promise<WechatRefund | null>

  /** Yesterday's and older trades, one row a payment or refund, checked against the bill's digest. Empty when there was no trade. */
  downloadTradeBill(day: string): Promise<TradeBillRow[]>
  /** What moved on the merchant's basic account that day (资金账单), checked likewise. Empty when nothing moved. */
  downloadFundFlow(day: string): Promise<FundFlowRow[]>

  /**
   * Checks a callback: signature over the raw bytes, age, key, decryption, our own mchid and appid. Verified still is not the truth:
   * query the order, and apply it once. Answer 204 when applied, 500 to be called again, 401 when not verified.
   */
  verifyCallback(headers: CallbackHeaders, rawBody: Buffer): CallbackVerdict
}

export interface CreateTransactionInput {
  /** 6 to 32 of `0-9 a-z A-Z _ - | *`. */
  outTradeNo: string
  amountFen: number
  /** What the payer reads, up to 127 characters. */
  description: string
  expiresAt: Date
  notifyUrl: string
  /** Comes back in the callback and the query unchanged, up to 128 characters. */
  attach?: string
}

export interface JsapiPayParameters {
  appId: string
  timeStamp: string
  nonceStr: string
  package: string
  signType: 'RSA'
  paySign: string
}

export type WechatTradeState = 'NOTPAY' | 'SUCCESS' | 'REFUND' | 'CLOSED' | 'USERPAYING' | 'PAYERROR' | 'REVOKED'

export interface WechatTransaction {
  outTradeNo: string
  state: WechatTradeState
  /** Set once paid: the key under which a payment is applied once. */
  transactionId: string | null
  amountFen: number
  payerFen: number | null
  paidAt: Date | null
  tradeType: 'JSAPI' | 'MWEB' | 'NATIVE' | null
  openid: string | null
  attach: string | null
}

export interface RequestRefundInput {
  outTradeNo: string
  outRefundNo: string
  refundFen: number
  totalFen: number
  reason?: string
  notifyUrl?: string
}

export interface WechatRefund {
  outRefundNo: string
  outTradeNo: string
  refundId: string
  transactionId: string
  state: 'PROCESSING' | 'SUCCESS' | 'CLOSED' | 'ABNORMAL'
  refundFen: number
  totalFen: number
  succeededAt: Date | null
}

export interface TradeBillRow {
  tradedAt: Date
  transactionId: string
  outTradeNo: string
  kind: 'SUCCESS' | 'REFUND'
  amountFen: number
  refundId: string | null
  outRefundNo: string | null
  refundFen: number
  refundState: string | null
  description: string
  /** 手续费, negative for a refund. */
  feeFen: number
}

export interface FundFlowRow {
  bookedAt: Date
  /** The transaction's or the refund's number at WeChat Pay. */
  businessNo: string
  flowNo: string
  /** 交易, 扣除交易手续费, 退款 … */
  name: string
  /** Positive: into the account. */
  fen: number
  balanceFen: number
}

export type CallbackHeaders = Record<string, string | string[] | undefined>

export type CallbackVerdict =
  | { verified: true; notificationId: string; kind: 'TRANSACTION'; transaction: WechatTransaction }
  | { verified: true; notificationId: string; kind: 'REFUND'; refund: WechatRefund }
  | { verified: false; reason: CallbackRejection }

export type CallbackRejection =
  | 'HEADERS_MISSING'
  | 'TIMESTAMP_OUT_OF_RANGE'
  | 'SIGN_TEST'
  | 'SERIAL_UNKNOWN'
  | 'SIGNATURE_INVALID'
  | 'BODY_INVALID'
  | 'DECRYPTION_FAILED'
  | 'EVENT_UNKNOWN'
  | 'MERCHANT_FOREIGN'
  | 'CURRENCY_FOREIGN'
