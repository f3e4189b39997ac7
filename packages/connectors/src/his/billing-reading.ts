import { fenOf, type Account, type ChargeItem, type Invoice, type Money, type PaymentNotice } from './billing.fhir.ts'
import type { HisBill, HisBillLine, HisCharge, HisDeposit, HisInpatientAccount, HisSettlement } from './billing.port.ts'
import type { CodeableConcept, Organization, Reference, Resource } from './fhir.ts'
import { codeOf, extensionOf, identifierOf, integerOf, stringOf } from './fhir.ts'
import { extensions, systems } from './profile.ts'
import { dayOf, demand, demandId, follow, idBehind, idOfResource, instantOf, known, numberOf, Unreadable, versionOf, wordOf } from './reading.ts'

const NONE = new Map<string, Resource>()

const statuses: Record<string, HisBill['status'] | 'DRAFT'> = { draft: 'DRAFT', issued: 'OPEN', balanced: 'SETTLED', cancelled: 'CANCELLED', 'entered-in-error': 'CANCELLED' }

/** Nothing for a draft: nobody owes it yet. Lines that do not add up to their bill are not shown to anybody. */
export function toBill(invoice: Invoice): HisBill | undefined {
  const status = known(statuses, invoice.status, 'Invoice.status')
  if (status === 'DRAFT') return undefined
  const lines = (invoice.lineItem ?? []).map((line) => toLine(line, invoice))
  const amountFen = moneyFen(invoice.totalNet, 'Invoice.totalNet')
  if (lines.reduce((sum, line) => sum + line.amountFen, 0) !== amountFen) throw new Unreadable('SUMS_DIFFER', 'Invoice.totalNet')
  return {
    hisBillId: idOfResource(invoice),
    version: versionOf(invoice),
    number: demand(identifierOf(invoice, systems.billNumber), 'Invoice.identifier'),
    hisPatientId: demandId(invoice.subject, 'Patient', 'Invoice.subject'),
    status,
    title: demand(wordOf(invoice.type), 'Invoice.type', 'NAME_MISSING'),
    departmentId: demand(organizationId(invoice.issuer, invoice), 'Invoice.issuer', 'REFERENCE_UNREADABLE'),
    departmentName: demand(organizationName(invoice.issuer, invoice), 'Invoice.issuer', 'NAME_MISSING'),
    practitionerName: invoice.participant?.map(({ actor }) => actor?.display).find((name) => name) ?? null,
    issuedAt: instantOf(invoice.date, 'Invoice.date'),
    amountFen,
    lines,
    paymentReference: stringOf(invoice, extensions.paymentReference),
    guide: stringOf(invoice, extensions.guide),
  }
}

type Holder = Resource & { contained?: Resource[] }

const organizationId = (reference: Reference | undefined, holder: Holder) => idBehind(reference, 'Organization', NONE, holder)
const organizationName = (reference: Reference | undefined, holder: Holder) => reference?.display ?? follow<Organization>(reference, 'Organization', NONE, holder)?.name ?? null

function toLine({ chargeItemCodeableConcept, chargeItemReference, priceComponent = [] }: Invoice['lineItem'][number], invoice: Invoice): HisBillLine {
  const concept = chargeItemCodeableConcept ?? follow<ChargeItem>(chargeItemReference, 'ChargeItem', NONE, invoice)?.code
  const one = demand(priceComponent.find(({ type }) => type === 'informational'), 'Invoice.lineItem.priceComponent(informational)')
  const whole = demand(priceComponent.find(({ type }) => type === 'base'), 'Invoice.lineItem.priceComponent(base)')
  return {
    ...itemOf(concept, 'Invoice.lineItem.chargeItem'),
    quantity: demand(numberOf({ value: whole.factor }, 'Invoice.lineItem.priceComponent.factor'), 'Invoice.lineItem.priceComponent.factor'),
    unit: wordOf(one.code) ?? '',
    priceFen: moneyFen(one.amount, 'Invoice.lineItem.priceComponent.amount'),
    amountFen: moneyFen(whole.amount, 'Invoice.lineItem.priceComponent.amount'),
  }
}

/** What was charged, and among what the HIS counts it; where it groups nothing, the item stands alone. */
function itemOf(concept: CodeableConcept | undefined, element: string): Pick<HisBillLine, 'item' | 'category'> {
  const item = demand(wordOf(concept), element, 'NAME_MISSING')
  return { item, category: codeOf(concept && [concept], systems.chargeCategory) ?? '其他费' }
}

function moneyFen(money: Money | undefined, element: string): number {
  try {
    return fenOf(demand(money, element, 'AMOUNT_UNREADABLE'))
  } catch {
    throw new Unreadable('AMOUNT_UNREADABLE', element)
  }
}

export const toSettlement = (notice: PaymentNotice): HisSettlement => ({
  receiptNumber: demand(identifierOf(notice, systems.receiptNumber), 'PaymentNotice.identifier'),
  hisBillId: demandId(notice.request, 'Invoice', 'PaymentNotice.request'),
  amountFen: moneyFen(notice.amount, 'PaymentNotice.amount'),
  paymentReference: demand(identifierOf(notice, systems.clientReference), 'PaymentNotice.identifier'),
})

export const toDeposit = (notice: PaymentNotice): HisDeposit => ({
  receiptNumber: demand(identifierOf(notice, systems.receiptNumber), 'PaymentNotice.identifier'),
  hisAccountId: demandId(notice.request, 'Account', 'PaymentNotice.request'),
  amountFen: moneyFen(notice.amount, 'PaymentNotice.amount'),
  paidAt: instantOf(notice.created, 'PaymentNotice.created'),
  paymentReference: identifierOf(notice, systems.clientReference),
})

const accountStatuses: Record<string, HisInpatientAccount['status']> = { active: 'IN_HOSPITAL', 'on-hold': 'IN_HOSPITAL', inactive: 'DISCHARGED' }

export function toAccount(account: Account): HisInpatientAccount {
  const [chargedFen, paidFen] = (['chargedFen', 'depositedFen'] as const).map((name) => demand(integerOf(account, extensions[name]), `Account.extension(${extensions[name].split(':').at(-1)})`, 'AMOUNT_UNREADABLE')) as [number, number]
  const { end } = account.servicePeriod ?? {}
  return {
    hisAccountId: idOfResource(account),
    version: versionOf(account),
    number: demand(identifierOf(account, systems.admissionNumber), 'Account.identifier'),
    hisPatientId: demand((account.subject ?? []).map((one) => idBehind(one, 'Patient')).find((id) => id !== null), 'Account.subject', 'PATIENT_MISSING'),
    status: known(accountStatuses, account.status, 'Account.status'),
    departmentId: demand(organizationId(account.owner, account), 'Account.owner', 'REFERENCE_UNREADABLE'),
    departmentName: demand(organizationName(account.owner, account), 'Account.owner', 'NAME_MISSING'),
    ward: stringOf(account, extensions.ward) ?? '',
    bed: stringOf(account, extensions.bed) ?? '',
    admittedOn: dayOf(account.servicePeriod?.start, 'Account.servicePeriod.start'),
    dischargedOn: end === undefined ? null : dayOf(end, 'Account.servicePeriod.end'),
    chargedFen,
    paidFen,
    balanceFen: paidFen - chargedFen,
  }
}

/** Whether it is charged, by status. */
const charged: Record<string, boolean> = { billable: true, billed: true, planned: false, 'not-billable': false, aborted: false, 'entered-in-error': false }

/** Nothing for what is not charged. */
export function toCharge(charge: ChargeItem): HisCharge | undefined {
  if (!known(charged, charge.status, 'ChargeItem.status')) return undefined
  return {
    hisChargeId: idOfResource(charge),
    day: dayOf(charge.occurrenceDateTime ?? charge.occurrencePeriod?.start, 'ChargeItem.occurrence'),
    ...itemOf(charge.code, 'ChargeItem.code'),
    quantity: demand(numberOf(charge.quantity, 'ChargeItem.quantity'), 'ChargeItem.quantity'),
    unit: charge.quantity.unit ?? '',
    priceFen: moneyFen(charge.priceOverride, 'ChargeItem.priceOverride'),
    amountFen: demand(extensionOf(charge, extensions.amountFen)?.valueInteger, 'ChargeItem.extension(amount-fen)', 'AMOUNT_UNREADABLE'),
  }
}
