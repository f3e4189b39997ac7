/**
 * UNAVAILABLE: nothing was sent, or the other side said that it did nothing (no connection, 429, 502, 503, circuit open): safe to try again.
 * TIMEOUT: the result is unknown, the other side may have done it. Never guess: ask again by your own reference.
 * REFUSED: the other side understood and said no (bad input, bad credentials, unknown id).
 * CONFLICT: the other side said no because its state moved on (slot taken, lock expired, version stale, order already paid).
 * GARBAGE: an answer that cannot be trusted (not the protocol, bad signature). As with TIMEOUT, a command's result is unknown.
 */
export type FailureKind = 'UNAVAILABLE' | 'TIMEOUT' | 'REFUSED' | 'GARBAGE' | 'CONFLICT'

export type PortName = 'his' | 'wechatpay' | 'alipay' | 'unionpay' | 'sms' | 'wechat' | 'faceid' | 'healthcard' | 'insurance'

export interface FailureDetails {
  kind: FailureKind
  port: PortName
  /** The other side's own code, e.g. `SLOT_FULL`, `ORDERPAID`, `LimitExceeded.PhoneNumberDailyLimit`. */
  code?: string
  /** For logs: names the call and the outside answer, never a patient. */
  message: string
  cause?: unknown
}

export class ConnectorFailure extends Error {
  readonly kind: FailureKind
  readonly port: PortName
  readonly code: string | undefined

  constructor({ kind, port, code, message, cause }: FailureDetails) {
    super(message, { cause })
    this.name = 'ConnectorFailure'
    this.kind = kind
    this.port = port
    this.code = code
  }

  /** The command may have been carried out: the caller must look it up by its own reference. */
  get resultUnknown(): boolean {
    return this.kind === 'TIMEOUT' || this.kind === 'GARBAGE'
  }
}

export const isConnectorFailure = (error: unknown, kind?: FailureKind): error is ConnectorFailure =>
  error instanceof ConnectorFailure && (kind === undefined || error.kind === kind)
