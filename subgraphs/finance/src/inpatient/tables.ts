import { sql } from 'drizzle-orm'
import { bigint, check, index, text, unique, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from '@hospital/database/columns'
import { finance } from '../tables.ts'
import { DEPOSIT_STATUSES } from './deposit.status.ts'

export const depositStatus = finance.enum('deposit_status', DEPOSIT_STATUSES)

/** Money that somebody pays into the account of a stay. */
export const inpatientDeposit = finance.table('inpatient_deposit', {
  id: id(),
  status: depositStatus().notNull().default('AWAITING_PAYMENT'),
  orderId: uuid().notNull().unique(),
  accountId: uuid().notNull(),
  patientId: uuid().notNull(),
  hisAccountId: text().notNull(),
  admissionNumber: text().notNull(),
  amountFen: bigint({ mode: 'number' }).notNull(),
  /** Made by the page: a doubled click makes one. */
  clientKey: text().notNull(),
  createdAt: instant().notNull(),
  receiptNumber: text(),
  placedAt: instant(),
}, (table) => [
  unique('inpatient_deposit_once').on(table.accountId, table.clientKey),
  index().on(table.patientId, table.createdAt, table.id),
  check('inpatient_deposit_amount', sql`amount_fen > 0`),
])
