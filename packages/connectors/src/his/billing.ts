import { ConnectorFailure } from '../failure.ts'
import { moneyOf, fenOf, type Account, type ChargeItem, type Invoice, type PaymentNotice } from './billing.fhir.ts'
import type { HisBill, HisBillingPort, HisCharge, HisDeposit, HisInpatientAccount } from './billing.port.ts'
import { toAccount, toBill, toCharge, toDeposit, toSettlement } from './billing-reading.ts'
import { reading, type FhirClient } from './client.ts'
import { systems } from './profile.ts'
import { ofType, readEach, type OnRefused } from './reading.ts'

export const billing = (client: FhirClient, onRefused: OnRefused): HisBillingPort => ({
  async outpatientBills({ hisPatientId }) {
    const found = await client.searchAll('Invoice', new URLSearchParams({ subject: `Patient/${hisPatientId}`, _count: '200' }).toString())
    return readEach<Invoice, HisBill>(found, 'Invoice', toBill, onRefused).sort((a, b) => b.issuedAt.getTime() - a.issuedAt.getTime())
  },

  async findBill(hisBillId) {
    const invoice = await client.read<Invoice>('Invoice', hisBillId)
    return (invoice && reading(() => toBill(invoice))) ?? null
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
    return readEach<Account, HisInpatientAccount>(found, 'Account', toAccount, onRefused).sort((a, b) => b.admittedOn.localeCompare(a.admittedOn))
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
    return readEach<ChargeItem, HisCharge>(found, 'ChargeItem', toCharge, onRefused)
  },

  async inpatientDeposits(hisAccountId) {
    const found = await client.searchAll('PaymentNotice', new URLSearchParams({ request: `Account/${hisAccountId}`, _count: '200' }).toString())
    return readEach<PaymentNotice, HisDeposit>(found, 'PaymentNotice', toDeposit, onRefused).sort((a, b) => b.paidAt.getTime() - a.paidAt.getTime())
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
  const found = await client.searchByForm('PaymentNotice', { identifier: `${systems.clientReference}|${paymentReference}` })
  return ofType<PaymentNotice>(found, 'PaymentNotice')[0] ?? null
}
