import { eq } from 'drizzle-orm'
import { ConnectorFailure } from '@hospital/connectors/failure'
import type { HisCardMovement } from '@hospital/connectors/his/card.port'
import type { ChannelRefund, ChannelTransaction } from '@hospital/connectors/payments/port'
import type { Dealing } from '../channels/dealing.ts'
import { asHouse, type FinanceContext } from '../context.ts'
import { getHisPatientId } from '../patient-record.ts'
import { allocation, order, payment } from '../tables.ts'

export const transactionOfCharge = ({ reference, state, serial, amountFen, at }: HisCardMovement): ChannelTransaction =>
  ({ outTradeNo: reference, state: state === 'DONE' ? 'SUCCESS' : 'CLOSED', transactionId: serial, amountFen, paidAt: at })

/** A payment from a card as the HIS takes it: all orders of such a payment are for one person, and that person's card pays. */
export async function chargeOf(ctx: FinanceContext, number: string): Promise<{ hisPatientId: string; reference: string; amountFen: number }> {
  const [part] = await ctx.db.select({ patientId: order.patientId, amountFen: payment.amountFen }).from(payment)
    .innerJoin(allocation, eq(allocation.paymentId, payment.id)).innerJoin(order, eq(order.id, allocation.orderId)).where(eq(payment.number, number)).limit(1)
  if (!part) throw new Error(`Payment ${number} has no orders`)
  return { hisPatientId: await getHisPatientId(asHouse(ctx), part.patientId), reference: number, amountFen: part.amountFen }
}

const refundOf = ({ reference, serial, amountFen, at }: HisCardMovement, outTradeNo: string): ChannelRefund =>
  ({ outRefundNo: reference, outTradeNo, state: 'SUCCESS', refundId: serial, refundFen: amountFen, succeededAt: at })

/** The HIS as the cashier deals with a channel: it alone decides what a card covers. */
export const cardDealing = (ctx: FinanceContext): Dealing => ({
  async query({ outTradeNo }) {
    const movement = await ctx.his.findCardMovement(outTradeNo)
    return movement && transactionOfCharge(movement)
  },
  async close({ outTradeNo }) {
    const { state } = await ctx.his.giveUpCharge(await chargeOf(ctx, outTradeNo))
    if (state === 'DONE') throw new ConnectorFailure({ kind: 'CONFLICT', port: 'his', code: 'CHARGED', message: 'his: the card has been charged' })
  },
  async refund({ outRefundNo, refundFen, trade: { outTradeNo } }) {
    return refundOf(await ctx.his.reverseCharge({ chargeReference: outTradeNo, reference: outRefundNo, amountFen: refundFen }), outTradeNo)
  },
  async queryRefund({ outRefundNo, trade: { outTradeNo } }) {
    const done = await ctx.his.findCardMovement(outRefundNo)
    return done && refundOf(done, outTradeNo)
  },
})
