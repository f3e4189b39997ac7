import { ConnectorFailure } from '../failure.ts'
import { moneyOf, fenOf, type Account, type ChargeItem, type Invoice, type Money, type PaymentNotice } from './billing.fhir.ts'
import type { HisBill, HisBillLine, HisBillingPort, HisCharge, HisDeposit, HisInpatientAccount, HisSettlement } from './billing.port.ts'
import { garbage, type FhirClient } from './client.ts'
import { codeOf, extensionOf, identifierOf, idOf, integerOf, stringOf } from './fhir.ts'
import { extensions, systems } from './profile.ts'

/** What does not fit the profile is garbage, wherever in the mapping it shows. */
function reading<T>(read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw garbage(`answer does not fit the profile: ${(cause as Error).message}`, cause)
  }
}

const demand = <T>(value: T | null | undefined, what: string): T => {
  if (value === null || value === undefined) throw new Error(`${what} is missing`)
  return value
}

export const billing = (client: FhirClient): HisBillingPort => ({
  async outpatientBills({ hisPatientId }) {
    const found = await client.searchAll('Invoice', new URLSearchParams({ subject: `Patient/${hisPatientId}`, _count: '200' }).toString())
    return reading(() => found.map((one) => toBill(one as Invoice)).sort((a, b) => b.issuedAt.getTime() - a.issuedAt.getTime()))
  },

  async findBill(hisBillId) {
    const invoice = await client.read<Invoice>('Invoice', hisBillId)
    return invoice && reading(() => toBill(invoice))
  },

  async settleBill({ hisBillId, amountFen, paymentReference, paidAt }) {
    const notice = await place(client, `Invoice/${hisBillId}`, amountFen, paymentReference, paidAt)
    return reading(() => toSettlement(notice))
  },

  async findSettlement(paymentReference) {
    const notice = await findNotice(client, paymentReference)
    return notice && reading(() => toSettlement(notice))
  },

  async inpatientAccounts({ hisPatientId }) {
    const found = await client.searchAll('Account', new URLSearchParams({ subject: `Patient/${hisPatientId}`, _count: '50' }).toString())
    return reading(() => found.map((one) => toAccount(one as Account)).sort((a, b) => b.admittedOn.localeCompare(a.admittedOn)))
  },

  async inpatientAccount(hisAccountId) {
    const account = await client.read<Account>('Account', hisAccountId)
    return account && reading(() => toAccount(account))
  },

  async inpatientCharges({ hisAccountId, from, to }) {
    const query = new URLSearchParams({ account: `Account/${hisAccountId}`, _count: '500' })
    query.append('occurrence', `ge${from}T00:00:00+08:00`)
    query.append('occurrence', `le${to}T23:59:59+08:00`)
    const found = await client.searchAll('ChargeItem', query.toString())
    return reading(() => found.map((one) => toCharge(one as ChargeItem)))
  },

  async inpatientDeposits(hisAccountId) {
    const found = await client.searchAll('PaymentNotice', new URLSearchParams({ request: `Account/${hisAccountId}`, _count: '200' }).toString())
    return reading(() => found.map((one) => toDeposit(one as PaymentNotice)).sort((a, b) => b.paidAt.getTime() - a.paidAt.getTime()))
  },

  async placeDeposit({ hisAccountId, amountFen, paymentReference, paidAt }) {
    const notice = await place(client, `Account/${hisAccountId}`, amountFen, paymentReference, paidAt)
    return reading(() => toDeposit(notice))
  },

  async findDeposit(paymentReference) {
    const notice = await findNotice(client, paymentReference)
    return notice && reading(() => toDeposit(notice))
  },
})

/** Created once for its reference, however often it is sent; one that says something else under the same reference is refused. */
async function place(client: FhirClient, request: string, amountFen: number, paymentReference: string, paidAt: Date): Promise<PaymentNotice> {
  const { resource } = await client.create<PaymentNotice>({
    resourceType: 'PaymentNotice', identifier: [{ system: systems.clientReference, value: paymentReference }], status: 'active',
    request: { reference: request }, created: paidAt.toISOString(), amount: moneyOf(amountFen),
  }, { identifier: `${systems.clientReference}|${paymentReference}` })
  const same = resource.request.reference === request && reading(() => fenOf(resource.amount)) === amountFen
  if (!same) throw new ConnectorFailure({ kind: 'CONFLICT', port: 'his', code: 'STATUS_MOVED', message: 'his: the reference belongs to another payment' })
  return resource
}

async function findNotice(client: FhirClient, paymentReference: string): Promise<PaymentNotice | null> {
  const [found] = await client.searchByForm('PaymentNotice', { identifier: `${systems.clientReference}|${paymentReference}` })
  return (found as PaymentNotice | undefined) ?? null
}

const statuses: Record<Invoice['status'], HisBill['status']> = { issued: 'OPEN', balanced: 'SETTLED', cancelled: 'CANCELLED' }

/** Lines that do not add up to their bill are not shown to anybody. */
function toBill(invoice: Invoice): HisBill {
  const lines = invoice.lineItem.map(toLine)
  const amountFen = fenOf(invoice.totalNet)
  if (lines.reduce((sum, line) => sum + line.amountFen, 0) !== amountFen) throw new Error('the lines of the bill do not add up to it')
  return {
    hisBillId: demand(invoice.id, 'Invoice.id'),
    version: demand(invoice.meta?.versionId, 'Invoice.meta.versionId'),
    number: demand(identifierOf(invoice, systems.billNumber), 'bill number'),
    hisPatientId: demand(idOf(invoice.subject, 'Patient'), 'Invoice.subject'),
    status: demand(statuses[invoice.status], 'Invoice.status'),
    title: demand(invoice.type.text, 'Invoice.type'),
    departmentId: demand(idOf(invoice.issuer, 'Organization'), 'Invoice.issuer'),
    departmentName: demand(invoice.issuer.display, 'Invoice.issuer'),
    practitionerName: invoice.participant?.[0]?.actor.display ?? null,
    issuedAt: new Date(invoice.date),
    amountFen,
    lines,
    paymentReference: stringOf(invoice, extensions.paymentReference),
    guide: stringOf(invoice, extensions.guide),
  }
}

function toLine({ chargeItemCodeableConcept: item, priceComponent }: Invoice['lineItem'][number]): HisBillLine {
  const one = demand(priceComponent.find(({ type }) => type === 'informational'), 'price of one')
  const whole = demand(priceComponent.find(({ type }) => type === 'base'), 'price of the line')
  return {
    item: demand(item.text, 'item'),
    category: demand(codeOf([item], systems.chargeCategory), 'category'),
    quantity: demand(whole.factor, 'quantity'),
    unit: one.code?.text ?? '',
    priceFen: fenOf(one.amount),
    amountFen: fenOf(whole.amount),
  }
}

const toSettlement = (notice: PaymentNotice): HisSettlement => ({
  receiptNumber: demand(identifierOf(notice, systems.receiptNumber), 'receipt number'),
  hisBillId: demand(idOf(notice.request, 'Invoice'), 'PaymentNotice.request'),
  amountFen: fenOf(notice.amount),
  paymentReference: demand(identifierOf(notice, systems.clientReference), 'client reference'),
})

const toDeposit = (notice: PaymentNotice): HisDeposit => ({
  receiptNumber: demand(identifierOf(notice, systems.receiptNumber), 'receipt number'),
  hisAccountId: demand(idOf(notice.request, 'Account'), 'PaymentNotice.request'),
  amountFen: fenOf(notice.amount),
  paidAt: new Date(notice.created),
  paymentReference: identifierOf(notice, systems.clientReference),
})

function toAccount(account: Account): HisInpatientAccount {
  const [chargedFen, paidFen] = [extensions.chargedFen, extensions.depositedFen].map((url) => demand(integerOf(account, url), url)) as [number, number]
  return {
    hisAccountId: demand(account.id, 'Account.id'),
    version: demand(account.meta?.versionId, 'Account.meta.versionId'),
    number: demand(identifierOf(account, systems.admissionNumber), 'admission number'),
    hisPatientId: demand(idOf(account.subject[0], 'Patient'), 'Account.subject'),
    status: account.status === 'active' ? 'IN_HOSPITAL' : 'DISCHARGED',
    departmentId: demand(idOf(account.owner, 'Organization'), 'Account.owner'),
    departmentName: demand(account.owner.display, 'Account.owner'),
    ward: demand(stringOf(account, extensions.ward), 'ward'),
    bed: demand(stringOf(account, extensions.bed), 'bed'),
    admittedOn: dayOf(account.servicePeriod.start),
    dischargedOn: account.servicePeriod.end === undefined ? null : dayOf(account.servicePeriod.end),
    chargedFen,
    paidFen,
    balanceFen: paidFen - chargedFen,
  }
}

function toCharge(charge: ChargeItem): HisCharge {
  const amount = extensionOf(charge, extensions.amountFen)?.valueInteger
  return {
    hisChargeId: demand(charge.id, 'ChargeItem.id'),
    day: dayOf(charge.occurrenceDateTime),
    item: demand(charge.code.text, 'item'),
    category: demand(codeOf([charge.code], systems.chargeCategory), 'category'),
    quantity: charge.quantity.value,
    unit: charge.quantity.unit,
    priceFen: fenOf(charge.priceOverride as Money),
    amountFen: demand(amount, 'amount'),
  }
}

/** The day in Asia/Shanghai. */
const dayOf = (instant: string) => new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10)
