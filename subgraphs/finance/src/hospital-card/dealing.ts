import { eq } from 'drizzle-orm'
import { ConnectorFailure } from '@hospital/connectors/failure'
import type { HisCardMovement } from '@hospital/connectors/his/card.port'
import type { ChannelTransaction, Dealing } from '../cashier/dealing.ts'
import type { PaymentRow } from '../cashier/payment.ts'
import { asHouse, type FinanceContext } from '../context.ts'
import { getHisPatientId } from '../patient-record.ts'
import { outRefundNo } from '../refunds/refund.ts'
import { allocation, order } from '../tables.ts'

export const transactionOfCharge = ({ reference, state, serial, amountFen, at }: HisCardMovement): ChannelTransaction =>
  ({ outTradeNo: reference, state: state === 'DONE' ? 'SUCCESS' : 'CLOSED', transactionId: serial, amountFen, paidAt: at })

/** Whose card pays: all orders of such a payment are for one person. */
export async function cardHolderOf(ctx: FinanceContext, { id }: PaymentRow): Promise<string> {
  const [part] = await ctx.db.select({ patientId: order.patientId }).from(allocation).innerJoin(order, eq(order.id, allocation.orderId)).where(eq(allocation.paymentId, id)).limit(1)
  return getHisPatientId(asHouse(ctx), part!.patientId)
}

/** The HIS as the cashier deals with a channel: it alone decides what a card covers. */
export const cardDealing = (ctx: FinanceContext): Dealing => ({
  async query({ number }) {
    const movement = await ctx.his.findCardMovement(number)
    return movement && transactionOfCharge(movement)
  },
  async close(row) {
    const { state } = await ctx.his.giveUpCharge({ hisPatientId: await cardHolderOf(ctx, row), reference: row.number, amountFen: row.amountFen })
    if (state === 'DONE') throw new ConnectorFailure({ kind: 'CONFLICT', port: 'his', code: 'CHARGED', message: 'his: the card has been charged' })
  },
  async refund(refund, row) {
    const { serial, amountFen, at } = await ctx.his.reverseCharge({ chargeReference: row.number, reference: outRefundNo(refund), amountFen: refund.amountFen })
    return { outRefundNo: outRefundNo(refund), state: 'SUCCESS', refundId: serial, refundFen: amountFen, succeededAt: at }
  },
  async queryRefund(refund) {
    const done = await ctx.his.findCardMovement(outRefundNo(refund))
    return done && { outRefundNo: done.reference, state: 'SUCCESS', refundId: done.serial, refundFen: done.amountFen, succeededAt: done.at }
  },
})
