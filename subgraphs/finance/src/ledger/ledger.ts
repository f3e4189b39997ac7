import { newId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { ledgerEntry, ledgerTransaction } from '../tables.ts'
import { KINDS } from '../orders/kinds.ts'
import type { OrderKind } from '../orders/order.status.ts'
import type { Account, Fact } from './accounts.ts'

export interface Booking {
  fact: Fact
  factId: string
  debit: Account
  credit: Account
  amountFen: number
  orderId?: string
  paymentId?: string
  refundId?: string
  memo: string
  /** When it is dated; now where it is not said. A closed day takes nothing. */
  at?: Date
}

/** Books one fact from one account to another, in the transaction that makes it true. A fact booked before violates `ledger_fact_once`. */
export async function book(tx: Context, { fact, factId, debit, credit, amountFen, memo, at: dated, ...about }: Booking): Promise<void> {
  if (amountFen === 0) return
  const transactionId = newId()
  const at = dated ?? tx.now()
  await tx.db.insert(ledgerTransaction).values({ id: transactionId, fact, factId, at })
  await tx.db.insert(ledgerEntry).values([
    { at, transactionId, account: debit, debitFen: amountFen, memo, ...about },
    { at, transactionId, account: credit, creditFen: amountFen, memo, ...about },
  ])
}

export const revenueOf = (kind: OrderKind): Account => KINDS[kind].revenue
