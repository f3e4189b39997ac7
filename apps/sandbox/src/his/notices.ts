import { randomUUID } from 'node:crypto'
import { idOf } from '@hospital/connectors/his/fhir'
import type { PaymentNotice } from '@hospital/connectors/his/billing.fhir'
import { systems } from '@hospital/connectors/his/profile'
import type { Hospital } from './appointments.ts'
import { settleInvoice } from './bills.ts'
import { deposit, nextReceipt } from './stays.ts'

/** What a platform has taken for the hospital: settles the bill, or goes into the account of a stay; a receipt is written. */
export function takePayment(hospital: Hospital, asked: PaymentNotice): PaymentNotice {
  if (idOf(asked.request, 'Invoice')) settleInvoice(hospital, asked)
  else deposit(hospital, asked)
  return hospital.store.put<PaymentNotice>({ ...asked, id: `pn-${randomUUID()}`, identifier: [...asked.identifier, { system: systems.receiptNumber, value: nextReceipt(hospital) }] })
}
