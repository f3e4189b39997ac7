import { isConnectorFailure } from '@hospital/connectors/failure'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction } from '@hospital/subgraph/transaction'
import { tryTransition } from '@hospital/subgraph/transitions'
import { getPayment, paymentEntity, type PaymentRow } from '../cashier/payment.ts'
import { giveUp, settlePayment } from '../cashier/settle.ts'
import { asHouse, type FinanceContext } from '../context.ts'
import { chargeOf, transactionOfCharge } from './dealing.ts'

/**
 * Takes a payment from the hospital card, once however often it is asked. Where the HIS does not say what it did, the payment stays under way
 * and is looked up. Refuses CARD_BALANCE_SHORT, HOSPITAL_CARD_REQUIRED, HIS_UNAVAILABLE (nothing was taken).
 */
export async function chargeCard(ctx: FinanceContext, row: PaymentRow): Promise<PaymentRow> {
  const house = asHouse(ctx)
  try {
    const charged = await ctx.his.chargeCard(await chargeOf(ctx, row.number))
    await inTransaction(house, (tx) => settlePayment(tx, transactionOfCharge(charged)))
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    ctx.log.warn({ err: error, paymentId: row.id }, 'card not charged')
    if (error.kind === 'UNAVAILABLE') throw new Refusal('HIS_UNAVAILABLE')
    if (error.kind === 'CONFLICT' || error.kind === 'REFUSED') {
      // The HIS took nothing under this number; another try has another one.
      await inTransaction(house, (tx) => giveUp(tx, row.id, 'close'))
      if (error.code !== 'MOVEMENT_VOID') throw new Refusal(error.code === 'BALANCE_SHORT' ? 'CARD_BALANCE_SHORT' : 'HOSPITAL_CARD_REQUIRED')
    } else await inTransaction(house, (tx) => tryTransition(tx, paymentEntity, row.id, 'present'))
  }
  return getPayment(ctx, row.id)
}
