import type { CodeableConcept } from '@hospital/connectors/his/fhir'
import { idOf, stringOf } from '@hospital/connectors/his/fhir'
import type { Invoice } from '@hospital/connectors/his/billing.fhir'
import type { MedicationDispense } from '@hospital/connectors/his/dispensing'
import { extensions, systems } from '@hospital/connectors/his/profile'
import type { Hospital } from './appointments.ts'
import { notFound, refused } from './outcome.ts'

const medicines = new Set(['西药费', '中药费'])

const codesOf = (concept: CodeableConcept | undefined) => (concept?.coding ?? []).filter(({ system }) => system === systems.chargeCategory).map(({ code }) => code ?? '')

/** What is paid is put together in the pharmacy: one dispense for each medicine of the bill. */
export function prepareMedicines({ store, clock }: Hospital, invoice: Invoice): void {
  const encounterId = stringOf(invoice, extensions.encounter)
  invoice.lineItem.forEach(({ chargeItemCodeableConcept: item, priceComponent }, at) => {
    if (!codesOf(item).some((code) => medicines.has(code))) return
    const id = `disp-${invoice.id}-${at + 1}`
    if (store.findText('MedicationDispense', id)) return
    store.put<MedicationDispense>({
      resourceType: 'MedicationDispense', id, status: 'preparation', category: { coding: [{ code: 'outpatient' }] }, subject: invoice.subject,
      ...(encounterId && { context: { reference: `Encounter/${encounterId}` } }), medicationCodeableConcept: { text: item?.text },
      quantity: { value: priceComponent.find(({ type }) => type === 'base')?.factor ?? 1 }, whenPrepared: new Date(clock.now()).toISOString(),
      extension: [{ url: extensions.bill, valueString: invoice.id! }],
    })
  })
}

const dispensesOf = ({ store }: Hospital, invoiceId: string) => store.findBy<MedicationDispense>('MedicationDispense', '_bill', invoiceId)

/** At the pharmacy's counter: everything of one paid bill at once. */
export function handOut(hospital: Hospital, invoiceId: string): MedicationDispense[] {
  const waiting = dispensesOf(hospital, invoiceId).filter(({ status }) => status === 'preparation')
  if (!waiting.length) throw dispensesOf(hospital, invoiceId).length ? refused(409, 'STATUS_MOVED', 'Handed out already') : notFound('MedicationDispense')
  const whenHandedOver = new Date(hospital.clock.now()).toISOString()
  return waiting.map((one) => hospital.store.put<MedicationDispense>({ ...one, id: one.id!, status: 'completed', whenHandedOver }))
}

/** Handed over the counter to somebody else by mistake: it never happened. */
export function takeBack(hospital: Hospital, invoiceId: string): MedicationDispense[] {
  const out = dispensesOf(hospital, invoiceId).filter(({ status }) => status === 'completed')
  if (!out.length) throw notFound('MedicationDispense')
  return out.map((one) => hospital.store.put<MedicationDispense>({ ...one, id: one.id!, status: 'entered-in-error' }))
}

/** What waits at the counter, and what was taken, by bill. */
export function pharmacyCounter({ store, database }: Hospital) {
  const all = database.all<{ json: string }>(`SELECT json FROM resource WHERE type = 'MedicationDispense' ORDER BY updated_at DESC LIMIT 200`).map(({ json }) => JSON.parse(json) as MedicationDispense)
  return [...Map.groupBy(all, (one) => stringOf(one, extensions.bill) ?? '')].map(([billId, medicinesOfBill]) => ({
    billId, number: store.find<Invoice>('Invoice', billId)?.identifier.find(({ system }) => system === systems.billNumber)?.value ?? '', patientId: idOf(medicinesOfBill[0]!.subject, 'Patient'),
    status: medicinesOfBill[0]!.status, medicines: medicinesOfBill.map(({ medicationCodeableConcept }) => medicationCodeableConcept?.text ?? ''), at: medicinesOfBill[0]!.whenHandedOver ?? medicinesOfBill[0]!.whenPrepared ?? null,
  }))
}
