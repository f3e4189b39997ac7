import { sql } from 'drizzle-orm'
import { bigint, check, index, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from '@hospital/database/columns'
import { finance, order, orderKind, refund } from '../tables.ts'
import { REFUND_REASONS, REFUND_REQUEST_STATUSES } from './refund-request.status.ts'

export const refundRequestStatus = finance.enum('refund_request_status', REFUND_REQUEST_STATUSES)
export const refundReason = finance.enum('refund_reason', REFUND_REASONS)

/** What a patient asks back of an order. */
export const refundRequest = finance.table('refund_request', {
  id: id(),
  status: refundRequestStatus().notNull().default('PENDING'),
  orderId: uuid().notNull().references(() => order.id),
  /** As on the order, for the list. */
  kind: orderKind().notNull(),
  institutionId: uuid(),
  accountId: uuid().notNull(),
  reason: refundReason().notNull(),
  /** In the patient's own words. */
  words: text().notNull(),
  amountFen: bigint({ mode: 'number' }).notNull(),
  requestedAt: instant().notNull(),
  decidedAt: instant(),
  decidedById: text(),
  /** Told to the patient. */
  answer: text(),
  refundId: uuid().references(() => refund.id),
  /** Why the HIS did not agree to what a person, or the rule, had approved: its code. */
  hisRefusal: text(),
}, (table) => [
  uniqueIndex('refund_request_one_live').on(table.orderId).where(sql`status in ('PENDING', 'APPROVED')`),
  index().on(table.requestedAt, table.id),
  index().on(table.status, table.requestedAt, table.id),
  index().on(table.orderId),
  check('refund_request_amount', sql`amount_fen > 0`),
])
