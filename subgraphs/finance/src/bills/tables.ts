import { bigint, index, jsonb, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from '@hospital/database/columns'
import { finance } from '../tables.ts'
import { BILL_STATUSES } from './bill.status.ts'

export const billStatus = finance.enum('bill_status', BILL_STATUSES)

export interface BillLine {
  item: string
  category: string
  quantity: number
  unit: string
  priceFen: number
  amountFen: number
}

/** A bill of the HIS as it was last read. */
export const outpatientBill = finance.table('outpatient_bill', {
  id: id(),
  hisBillId: text().notNull().unique(),
  hisVersion: text().notNull(),
  status: billStatus().notNull().default('UNPAID'),
  number: text().notNull(),
  patientId: uuid().notNull(),
  institutionId: uuid(),
  departmentId: uuid(),
  departmentName: text().notNull(),
  practitionerName: text(),
  title: text().notNull(),
  amountFen: bigint({ mode: 'number' }).notNull(),
  lines: jsonb().$type<BillLine[]>().notNull(),
  guide: text(),
  issuedAt: instant().notNull(),
  /** Until when the HIS was asked. */
  readAt: timestamp({ withTimezone: true, mode: 'date' }).notNull(),
  /** The order that pays it, while there is one. */
  orderId: uuid().unique(),
  receiptNumber: text(),
  settledAt: instant(),
}, (table) => [index().on(table.patientId, table.issuedAt, table.id)])

/** A person's record in the HIS, by `patient.recorded`: an opaque id, no name. */
export const patientRecord = finance.table('patient_record', {
  patientId: uuid().primaryKey(),
  hisPatientId: text().notNull(),
}, (table) => [index().on(table.hisPatientId)])
