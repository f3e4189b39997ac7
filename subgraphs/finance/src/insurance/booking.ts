import type { Context } from '@hospital/subgraph/context'
import { tryTransition } from '@hospital/subgraph/transitions'
import type { PaymentRow } from '../cashier/payment.ts'
import { book } from '../ledger/ledger.ts'
import type { RefundRow } from '../refunds/refund.ts'
import { findSettlementOfPayment, settlementEntity } from './settlement.ts'

/** The insurer owes the hospital what fund and personal account have paid. */
export async function bookSettled(tx: Context, { id: paymentId, number, channelTransactionId, succeededAt }: PaymentRow): Promise<void> {
  const row = (await findSettlementOfPayment(tx, paymentId))!
  await tryTransition(tx, settlementEntity, row.id, 'settle', { settlementNumber: channelTransactionId, settledAt: succeededAt, failureReason: null })
  await book(tx, { fact: 'INSURANCE_FUND_SETTLED', factId: paymentId, debit: 'INSURANCE_FUND', credit: 'PATIENT_PREPAID', amountFen: row.fundFen, paymentId, memo: `医保 ${number} 统筹支付` })
  await book(tx, { fact: 'INSURANCE_ACCOUNT_SETTLED', factId: paymentId, debit: 'INSURANCE_ACCOUNT', credit: 'PATIENT_PREPAID', amountFen: row.accountFen, paymentId, memo: `医保 ${number} 个人账户支付` })
}

/** What the insurer paid has gone back to it. */
export async function bookReversed(tx: Context, { id: refundId, orderId, paymentId, number }: RefundRow): Promise<void> {
  const row = (await findSettlementOfPayment(tx, paymentId))!
  await tryTransition(tx, settlementEntity, row.id, 'reverse', { reversedAt: tx.now() })
  const about = { debit: 'REFUND_PAYABLE', factId: refundId, orderId, paymentId, refundId } as const
  await book(tx, { ...about, fact: 'INSURANCE_FUND_REVERSED', credit: 'INSURANCE_FUND', amountFen: row.fundFen, memo: `退款 ${number} 统筹退回` })
  await book(tx, { ...about, fact: 'INSURANCE_ACCOUNT_REVERSED', credit: 'INSURANCE_ACCOUNT', amountFen: row.accountFen, memo: `退款 ${number} 个人账户退回` })
}
