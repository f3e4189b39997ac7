import { randomUUID } from 'node:crypto'
import { identifierOf, idOf } from '@hospital/connectors/his/fhir'
import { fenOf, type PaymentNotice } from '@hospital/connectors/his/billing.fhir'
import { systems } from '@hospital/connectors/his/profile'
import type { Hospital } from './appointments.ts'
import { settleInvoice } from './bills.ts'
import { keepMoney } from './money.ts'
import { deposit, nextReceipt } from './stays.ts'

/** What a platform has taken for the hospital: settles the bill, or goes into the account of a stay; a receipt is written. */
export function takePayment(hospital: Hospital, asked: PaymentNotice): PaymentNotice {
  const invoice = idOf(asked.request, 'Invoice')
  if (invoice) settleInvoice(hospital, asked)
  else deposit(hospital, asked)
  keepMoney(hospital, { kind: invoice ? 'OUTPATIENT_BILL' : 'DEPOSIT', direction: 'PAID', reference: identifierOf(asked, systems.clientReference)!, amountFen: fenOf(asked.amount) })
  return hospital.store.put<PaymentNotice>({ ...asked, id: `pn-${randomUUID()}`, identifier: [...asked.identifier, { system: systems.receiptNumber, value: nextReceipt(hospital) }] })
}
