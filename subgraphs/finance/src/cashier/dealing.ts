import { booksOf, channelOf } from '../channels/channels.ts'
import type { Dealing } from '../channels/dealing.ts'
import { dealingOf } from '../channels/open.ts'
import type { FinanceContext } from '../context.ts'
import { cardDealing } from '../hospital-card/dealing.ts'
import { insuranceDealing } from '../insurance/dealing.ts'
import type { Account } from '../ledger/accounts.ts'
import type { PaymentRow } from './payment.ts'
import type { PaymentMethod } from './payment.status.ts'

/** Who is asked about a payment: the channel through the payment's account, or, without an account, the insurer or the HIS. */
export async function dealingOfPayment(ctx: FinanceContext, { method, channelAccountId }: PaymentRow): Promise<Dealing> {
  switch (method) {
    case 'INSURANCE': return insuranceDealing(ctx)
    case 'HOSPITAL_CARD': return cardDealing(ctx)
    default: return dealingOf(ctx, channelAccountId)
  }
}

/** The ledger's account of what a method brings in. An insurance payment is booked by its parts instead. */
export function booksOfMethod(method: PaymentMethod): Account {
  if (method === 'HOSPITAL_CARD') return 'HOSPITAL_CARD_DEPOSITS'
  const channel = channelOf(method)
  if (!channel) throw new Error(`${method} is not booked as one sum`)
  return booksOf(channel)
}
