import { hospitalDay } from '@hospital/database/clock'
import type { Context } from '@hospital/subgraph/context'
import { inTransaction } from '@hospital/subgraph/transaction'
import { asHouse } from '../context.ts'
import { raiseAlert } from './alert.ts'

export interface RefusedNotice {
  channel: string
  /** Stable: SIGNATURE_INVALID, CERTIFICATE_INVALID, SERIAL_UNKNOWN, MERCHANT_FOREIGN, CURRENCY_FOREIGN, ORDER_FOREIGN, AMOUNT_DIFFERS, METHOD_WRONG … */
  reason: string
}

/** The channel may only be quicker than its own books, and WeChat Pay itself probes with signatures that do not hold: nobody has to look. */
const HARMLESS = new Set(['NOT_CONFIRMED', 'SIGN_TEST'])

/** A notice that is not believed stands in the log, by its reason alone; operators see the first of a kind and day. */
export async function refuseNotice(ctx: Context, { channel, reason }: RefusedNotice): Promise<void> {
  ctx.log.warn({ reason, channel, requestId: ctx.requestId, ip: ctx.origin.ip }, 'notice refused')
  if (HARMLESS.has(reason)) return
  const day = hospitalDay(ctx.now())
  await inTransaction(asHouse(ctx), (tx) => raiseAlert(tx, { kind: 'NOTICE_REFUSED', about: `${channel} ${reason} ${day}`, detail: { channel, reason, day } }))
}
