import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ConnectorsConfiguration } from '@hospital/connectors/configuration'
import { newId } from '@hospital/database/identifier'
import { freeSlots, holdSlot, type FreeSlot, type Held } from '../booking.ts'
import type { TestClient } from '../client.ts'
import { openSeededHospital, until, type TestHospital } from '../hospital.ts'
import { expectSoundLedger } from '../sound-ledger.ts'

let hospital: TestHospital
let patient: TestClient
let accountant: TestClient
let patientId: string
let slots: FreeSlot[]
let merchant: ConnectorsConfiguration
const logged: string[] = []

const MINUTE = 60_000
const ACCOUNT = 'id channel origin name enabled version institution { id } parameters { name value } secrets { name fingerprint setAt } testCharge { id status }'
const ACCOUNTS = `{ paymentChannelAccounts(first: 50) { nodes { ${ACCOUNT} } } }`
const SAVE = `mutation ($input: SavePaymentChannelAccountInput!) { savePaymentChannelAccount(input: $input) { ${ACCOUNT} } }`
const ENABLE = `mutation ($id: ID!, $enabled: Boolean!, $version: Int!) { setPaymentChannelAccountEnabled(id: $id, enabled: $enabled, version: $version) { ${ACCOUNT} } }`
const START_TEST = 'mutation ($id: ID!) { startTestCharge(accountId: $id) { id number status amountFen payUrl } }'
const REFRESH_TEST = 'mutation ($id: ID!) { refreshTestCharge(id: $id) { id number status paidAt returnedAt payUrl } }'
const START = 'mutation ($input: StartPaymentInput!) { startPayment(input: $input) { id number payUrl status } }'
const METHODS = 'query ($id: ID!) { paymentMethods(orderIds: [$id]) }'
const SAVE_RULE = 'mutation ($input: SavePaymentOfferRuleInput!) { savePaymentOfferRule(input: $input) { id methods version } }'
const DELETE_RULE = 'mutation ($id: ID!) { deletePaymentOfferRule(id: $id) }'
const REFUND = 'mutation ($input: RefundOrderInput!) { refundOrder(input: $input) { id } }'

beforeAll(async () => {
  const log = pino({ level: 'info' }, new Writable({ write: (line: Buffer, _encoding, done) => { logged.push(line.toString()); done() } }))
  hospital = await openSeededHospital({ log })
  patient = await hospital.signInPatient('13800000001')
  accountant = await hospital.signInStaff('accountant')
  merchant = JSON.parse(readFileSync(join(hospital.installation.dataFolder, 'sandbox', 'merchant.json'), 'utf8'))
  const { me } = await patient.query('{ me { patients { id name } } }')
  patientId = me.patients.find(({ name }: { name: string }) => name === '周建国').id
  slots = await freeSlots(hospital, { atLeast: 9, aboveFen: 200, where: 'each' })
}, 180_000)
afterAll(async () => {
  await hospital?.close()
})

async function hold(): Promise<Held & { institutionId: string }> {
  const { id, institutionId } = slots.shift()!
  return { ...(await holdSlot(patient, id, patientId)), institutionId }
}

const start = async (orderId: string, method: string): Promise<{ id: string; number: string; payUrl: string }> =>
  (await patient.mutate(START, { input: { orderIds: [orderId], method, returnUrl: 'http://app.test/pay/return' } })).startPayment
const orderOf = async (id: string) => (await patient.query('query ($id: ID!) { order(id: $id) { status amountFen refundedFen refunds { status cause } payments { id status } } }', { id })).order
const becomes = (id: string, status: string) => until(async () => { await hospital.advance(MINUTE / 2); return (await orderOf(id)).status === status }, 20_000)
const accounts = async () => (await accountant.query(ACCOUNTS)).paymentChannelAccounts.nodes
const accountOf = async (channel: string) => (await accounts()).find((one: { channel: string; institution: unknown }) => one.channel === channel && !one.institution)
const valuesOf = (values: Record<string, string>) => Object.entries(values).map(([name, value]) => ({ name, value }))
const giveUp = (orderId: string) => patient.mutate('mutation ($id: ID!) { cancelOrder(id: $id) { status } }', { id: orderId })

/** The payer's browser at Alipay. */
async function openAlipay({ payUrl }: { payUrl: string }): Promise<void> {
  expect(await (await fetch(payUrl)).text()).toContain('确认支付')
}

/** The payer's browser posts the form that our page holds. */
async function openUnionpay({ payUrl }: { payUrl: string }): Promise<void> {
  const page = await fetch(payUrl)
  expect(page.headers.get('content-security-policy')).toContain(`form-action ${hospital.sandbox.url}`)
  const text = await page.text()
  const action = /action="([^"]+)"/.exec(text)![1]!
  const decode = (value: string) => value.replaceAll('&quot;', '"').replaceAll('&#39;', '\'').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
  const fields = [...text.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, decode(value!)])
  expect(await (await fetch(decode(action), { method: 'POST', body: new URLSearchParams(fields) })).text()).toContain('确认支付')
}

const wechatInput = (institutionId: string | null, more: object = {}) => {
  const { appId, mchId, merchantSerialNo, merchantPrivateKey, apiV3Key, platformKeys: [platform] } = merchant.wechatpay
  return {
    channel: 'WECHATPAY', institutionId, name: '院区微信', parameters: valuesOf({ appId, mchId, merchantSerialNo, platformSerialNo: platform!.serial, platformPublicKey: platform!.publicKey }),
    secrets: valuesOf({ merchantPrivateKey, apiV3Key }), ...more,
  }
}

describe('[A3-01] accounts at payment channels', () => {
  it('are those of the connectors file and of the demonstration; only finance reads them', async () => {
    expect((await accounts()).map(({ channel, origin, enabled }: Record<string, unknown>) => [channel, origin, enabled]).sort()).toEqual([
      ['ALIPAY', 'CONSOLE', true], ['UNIONPAY', 'CONSOLE', true], ['WECHATPAY', 'CONNECTORS_FILE', true],
    ])
    const operator = await hospital.signInStaff('operator')
    for (const client of [operator, patient]) expect(await client.refused(ACCOUNTS)).toBe('FORBIDDEN')
    expect(await hospital.anonymous.refused(ACCOUNTS)).toBe('UNAUTHENTICATED')
    expect(await operator.refused(SAVE, { input: wechatInput(null) })).toBe('FORBIDDEN')
  })

  it('take secrets in and never give them out: not in an answer, in the table, in the log of acts or of the program', async () => {
    const { institutionId } = slots[0]!
    const { savePaymentChannelAccount: made } = await accountant.mutate(SAVE, { input: wechatInput(institutionId) })
    expect(made).toMatchObject({ enabled: false, institution: { id: institutionId }, secrets: expect.arrayContaining([{ name: 'apiV3Key', fingerprint: expect.stringMatching(/^[0-9a-f]{12}$/), setAt: expect.any(String) }]) })
    const { savePaymentChannelAccount: changed } = await accountant.mutate(SAVE, { input: wechatInput(institutionId, { id: made.id, version: made.version, name: '院区微信支付', secrets: [] }) })
    expect(changed.secrets).toEqual(made.secrets)
    const admin = await hospital.signInStaff('admin')
    const entries = await until(async () => {
      const { auditEntries } = await admin.query('query ($id: ID!) { auditEntries(filter: { subjectId: $id }) { nodes { action before after } } }', { id: made.id })
      return auditEntries.nodes.length === 2 && auditEntries.nodes
    })
    const rows = await hospital.sql`select row_to_json(a)::text as row from finance.channel_account a`
    const everything = [JSON.stringify(made), JSON.stringify(changed), JSON.stringify(entries), ...rows.map(({ row }) => row as string), ...logged].join('\n')
    const keyLine = merchant.wechatpay.merchantPrivateKey.split('\n')[3]!
    for (const secret of [merchant.wechatpay.apiV3Key, keyLine, merchant.alipay!.appPrivateKey.split('\n')[3]!, merchant.unionpay!.privateKey.split('\n')[3]!]) expect(everything.includes(secret)).toBe(false)
    expect(everything).toContain(merchant.wechatpay.mchId)
  })

  it('refuse what is no key, an institution that is not there, a version that is past, and a second one in use', async () => {
    const { institutionId } = slots[0]!
    const refused = (input: object) => accountant.refused(SAVE, { input })
    expect(await refused(wechatInput(null, { secrets: valuesOf({ merchantPrivateKey: 'no key', apiV3Key: merchant.wechatpay.apiV3Key }) }))).toBe('INVALID_INPUT')
    expect(await refused(wechatInput(null, { secrets: [] }))).toBe('INVALID_INPUT')
    expect(await refused(wechatInput(null, { parameters: valuesOf({ appId: 'wx1' }) }))).toBe('INVALID_INPUT')
    expect(await refused(wechatInput(null, { secrets: valuesOf({ unknown: 'x' }) }))).toBe('INVALID_INPUT')
    expect(await refused(wechatInput(newId()))).toBe('NOT_FOUND')
    const own = (await accounts()).find((one: { institution: { id: string } | null }) => one.institution?.id === institutionId)
    expect(await refused(wechatInput(institutionId, { id: own.id, version: own.version - 1 }))).toBe('CONFLICT')
    expect(await refused(wechatInput(null, { id: newId(), version: 1 }))).toBe('NOT_FOUND')
    const file = await accountOf('WECHATPAY')
    expect(await refused(wechatInput(null, { id: file.id, version: file.version }))).toBe('WRONG_STATE')
    const { savePaymentChannelAccount: second } = await accountant.mutate(SAVE, { input: wechatInput(null) })
    expect(await accountant.refused(ENABLE, { id: second.id, enabled: true, version: second.version })).toBe('CHANNEL_ACCOUNT_TAKEN')
  })

  it('are tried by a charge of one fen that comes back by itself: in the ledger, and nobody\'s income', async () => {
    const before = (await accountant.query('{ paymentTotals { paidFen refundedFen payments } }')).paymentTotals
    for (const [channel, open] of [['ALIPAY', openAlipay], ['UNIONPAY', openUnionpay], ['WECHATPAY', async () => {}]] as const) {
      const { id } = await accountOf(channel)
      const { startTestCharge: charge } = await accountant.mutate(START_TEST, { id })
      expect(charge).toMatchObject({ status: 'STARTED', amountFen: 1, payUrl: expect.any(String) })
      expect((await accountant.mutate(START_TEST, { id })).startTestCharge.id).toBe(charge.id)
      await open(charge)
      await hospital.sandbox.control(`${channel === 'WECHATPAY' ? '' : `${channel.toLowerCase()}/`}pay/${charge.number}`, {})
      const done = await until(async () => {
        await hospital.advance(5_000)
        const { refreshTestCharge } = await accountant.mutate(REFRESH_TEST, { id: charge.id })
        return refreshTestCharge.status === 'RETURNED' && refreshTestCharge
      }, 20_000)
      expect(done).toMatchObject({ paidAt: expect.any(String), returnedAt: expect.any(String), payUrl: null })
    }
    expect((await accountant.query('{ paymentTotals { paidFen refundedFen payments } }')).paymentTotals).toEqual(before)
    const [{ facts }] = await hospital.sql`select count(*)::int as facts from finance.ledger_transaction where fact in ('TEST_CHARGE_RECEIVED', 'TEST_CHARGE_RETURNED')` as unknown as [{ facts: number }]
    expect(facts).toBe(6)
    await expectSoundLedger(hospital)
  })
})

describe('[A3-01] a registration paid by Alipay', () => {
  it('is booked by a true report only: forged, foreign, changed, short or asked for by GET it has no effect, repeated it has one', async () => {
    const { orderId, amountFen } = await hold()
    const payment = await start(orderId, 'ALIPAY_WAP')
    await openAlipay(payment)
    const { number } = payment
    await hospital.sandbox.control(`alipay/pay/${number}`, { callbackDelayMs: 3_600_000 })
    const post = (trick: string, url?: string) => hospital.sandbox.control<{ status: number; text: string }>(`alipay/notices/${number}`, { trick, ...(url && { url }) })
    for (const trick of ['forged', 'tampered', 'wrong-app']) expect(await post(trick), trick).toMatchObject({ status: 401, text: 'fail' })
    expect(await post('get')).toMatchObject({ status: 405 })
    expect(await post('wrong-amount')).toMatchObject({ status: 500, text: 'fail' })
    const unionpay = await accountOf('UNIONPAY')
    expect(await post('duplicate', `${hospital.url}/callbacks/alipay/${unionpay.id}`)).toMatchObject({ status: 401 })
    expect(await post('duplicate', `${hospital.url}/callbacks/alipay/${newId()}`)).toMatchObject({ status: 401 })
    expect((await orderOf(orderId)).status).toBe('OPEN')
    expect(await post('duplicate')).toMatchObject({ status: 200, text: 'success' })
    expect(await post('duplicate')).toMatchObject({ status: 200, text: 'success' })
    expect(await orderOf(orderId)).toMatchObject({ status: 'PAID', amountFen, payments: [{ status: 'SUCCEEDED' }], refunds: [] })
    await expectSoundLedger(hospital)
  })

  it('of another institution\'s account is not this one\'s business, though the merchant signed it', async () => {
    const { orderId, institutionId } = await hold()
    const payment = await start(orderId, 'ALIPAY_WAP')
    await openAlipay(payment)
    const { appId, sellerId, alipayPublicKey, appPrivateKey } = merchant.alipay!
    const { savePaymentChannelAccount: other } = await accountant.mutate(SAVE, { input: { channel: 'ALIPAY', institutionId, name: '另一机构', parameters: valuesOf({ appId, sellerId, alipayPublicKey }), secrets: valuesOf({ appPrivateKey }) } })
    await hospital.sandbox.control(`alipay/pay/${payment.number}`, { callbackDelayMs: 3_600_000 })
    const answer = await hospital.sandbox.control<{ status: number }>(`alipay/notices/${payment.number}`, { trick: 'duplicate', url: `${hospital.url}/callbacks/alipay/${other.id}` })
    expect(answer.status).toBe(500)
    expect((await orderOf(orderId)).status).toBe('OPEN')
    // The channel is asked by the account that the payment was made with.
    await patient.mutate('mutation ($id: ID!) { refreshPayment(id: $id) { status } }', { id: payment.id })
    expect((await orderOf(orderId)).status).toBe('PAID')
  })

  it('of another amount is no payment: a person is told', async () => {
    const { orderId } = await hold()
    const payment = await start(orderId, 'ALIPAY_WAP')
    await openAlipay(payment)
    await hospital.sandbox.control(`alipay/pay/${payment.number}`, { amountFen: 1, silent: true })
    await patient.mutate('mutation ($id: ID!) { refreshPayment(id: $id) { status } }', { id: payment.id })
    expect(await orderOf(orderId)).toMatchObject({ status: 'OPEN', payments: [{ status: 'FAILED' }] })
    const { moneyAlerts } = await accountant.query('{ moneyAlerts(first: 20) { nodes { kind payment { id } } } }')
    expect(moneyAlerts.nodes).toContainEqual({ kind: 'WRONG_AMOUNT', payment: { id: payment.id } })
    await giveUp(orderId)
  })
})

describe('[A3-03] transactions of every channel', () => {
  it('paid by Alipay or UnionPay are found by their method and given back through their account, once for a doubled click, though it is in use no more', async () => {
    for (const [method, channel, open] of [['ALIPAY_WAP', 'alipay', openAlipay], ['UNIONPAY_FRONT', 'unionpay', openUnionpay]] as const) {
      const { orderId, amountFen } = await hold()
      const payment = await start(orderId, method)
      await open(payment)
      await hospital.sandbox.control(`${channel}/pay/${payment.number}`, {})
      await until(async () => (await orderOf(orderId)).status === 'PAID')
      const { payments } = await accountant.query('query ($filter: PaymentFilter) { payments(filter: $filter) { nodes { id method status } } }', { filter: { method, number: payment.number } })
      expect(payments.nodes).toEqual([{ id: payment.id, method, status: 'SUCCEEDED' }])
      const account = await accountOf(channel.toUpperCase())
      const { setPaymentChannelAccountEnabled: off } = await accountant.mutate(ENABLE, { id: account.id, enabled: false, version: account.version })
      const input = { orderId, amountFen: 100, reason: '多收', clientKey: `form of ${method}` }
      const clicks = await Promise.all([1, 2].map(() => accountant.mutate(REFUND, { input })))
      expect(new Set(clicks.map(({ refundOrder }) => refundOrder.id)).size).toBe(1)
      await becomes(orderId, 'PARTLY_REFUNDED')
      await accountant.mutate(REFUND, { input: { ...input, amountFen: amountFen - 100, clientKey: `rest of ${method}` } })
      await becomes(orderId, 'REFUNDED')
      await accountant.mutate(ENABLE, { id: account.id, enabled: true, version: off.version })
    }
    await expectSoundLedger(hospital)
  }, 60_000)
})

describe('[A3-01] what was given up for another way of paying', () => {
  it.each([['ALIPAY_WAP', 'alipay', openAlipay], ['UNIONPAY_FRONT', 'unionpay', openUnionpay]] as const)('and is paid in time on the page of %s all the same is found before the order ends', async (method, channel, open) => {
    const { topUpHospitalCard: { id } } = await patient.mutate('mutation ($id: ID!) { topUpHospitalCard(patientId: $id, amountFen: 5000) { id } }', { id: patientId })
    const left = await start(id, method)
    // A page of UnionPay stands open already; Alipay's is come to by its address, afterwards too.
    if (method === 'UNIONPAY_FRONT') await open(left)
    await start(id, 'WECHAT_H5')
    if (method === 'ALIPAY_WAP') await open(left)
    expect((await orderOf(id)).payments.map(({ status }: { status: string }) => status).sort()).toEqual(['CLOSED', 'PENDING'])
    await hospital.sandbox.control(`${channel}/pay/${left.number}`, { silent: true })
    await hospital.advance(31 * MINUTE)
    await becomes(id, 'FULFILLED')
    await expectSoundLedger(hospital)
  }, 60_000)
})

describe('[A3-02] which methods a business offers', () => {
  const offer = async (orderId: string) => (await patient.query(METHODS, { id: orderId })).paymentMethods
  const save = async (input: object) => (await accountant.mutate(SAVE_RULE, { input })).savePaymentOfferRule

  it('is what the cashier shows, in that order, with no restart; anything else is refused', async () => {
    const { orderId, institutionId } = await hold()
    expect(await offer(orderId)).toEqual(['WECHAT_H5', 'WECHAT_NATIVE', 'ALIPAY_WAP', 'UNIONPAY_FRONT', 'HOSPITAL_CARD', 'INSURANCE'])
    const whole = await save({ business: 'REGISTRATION', methods: ['UNIONPAY_FRONT', 'ALIPAY_WAP'] })
    expect(await offer(orderId)).toEqual(['UNIONPAY_FRONT', 'ALIPAY_WAP'])
    expect(await patient.refused(START, { input: { orderIds: [orderId], method: 'WECHAT_H5' } })).toBe('PAYMENT_METHOD')
    const atTerminal = await save({ business: 'REGISTRATION', terminal: 'H5', methods: ['ALIPAY_WAP'] })
    expect(await offer(orderId)).toEqual(['ALIPAY_WAP'])
    // The institution is nearer than the terminal; another terminal's rule is not this one's.
    const own = await save({ business: 'REGISTRATION', institutionId, methods: ['WECHAT_JSAPI', 'WECHAT_H5'] })
    const elsewhere = await save({ business: 'REGISTRATION', institutionId, terminal: 'WECHAT_OA', methods: ['WECHAT_JSAPI'] })
    expect(await offer(orderId)).toEqual(['WECHAT_H5'])
    expect(await patient.refused(START, { input: { orderIds: [orderId], method: 'ALIPAY_WAP' } })).toBe('PAYMENT_METHOD')
    expect(await patient.refused(START, { input: { orderIds: [orderId], method: 'HOSPITAL_CARD' } })).toBe('PAYMENT_METHOD')
    await start(orderId, 'WECHAT_H5')
    for (const { id } of [own, elsewhere, atTerminal, whole]) await accountant.mutate(DELETE_RULE, { id })
    expect(await offer(orderId)).toEqual(['WECHAT_H5', 'WECHAT_NATIVE', 'ALIPAY_WAP', 'UNIONPAY_FRONT', 'HOSPITAL_CARD', 'INSURANCE'])
    const account = await accountOf('UNIONPAY')
    const { setPaymentChannelAccountEnabled: off } = await accountant.mutate(ENABLE, { id: account.id, enabled: false, version: account.version })
    expect(await offer(orderId)).toEqual(['WECHAT_H5', 'WECHAT_NATIVE', 'ALIPAY_WAP', 'HOSPITAL_CARD', 'INSURANCE'])
    expect(await patient.refused(START, { input: { orderIds: [orderId], method: 'UNIONPAY_FRONT' } })).toBe('PAYMENT_METHOD')
    await accountant.mutate(ENABLE, { id: account.id, enabled: true, version: off.version })
    await giveUp(orderId)
  })

  it('is set for prescriptions by supplier, and for nothing else so', async () => {
    const supplierId = newId()
    await save({ business: 'PRESCRIPTION', methods: ['WECHAT_H5'] })
    await save({ business: 'PRESCRIPTION', supplierId, methods: ['ALIPAY_WAP'] })
    const preview = async (more: object) => (await accountant.query('query ($input: PaymentOfferInput!) { paymentOffer(input: $input) { methods } }', { input: { business: 'PRESCRIPTION', ...more } })).paymentOffer.methods
    expect(await preview({ supplierId })).toEqual(['ALIPAY_WAP'])
    expect(await preview({ supplierId: newId() })).toEqual(['WECHAT_H5'])
    expect(await preview({})).toEqual(['WECHAT_H5'])
    expect(await accountant.refused(SAVE_RULE, { input: { business: 'REGISTRATION', supplierId, methods: ['ALIPAY_WAP'] } })).toBe('INVALID_INPUT')
  })

  it('refuses what does not work there, nothing at all, a foreign institution, a rule that changed meanwhile, and whoever may not', async () => {
    const refused = (input: object) => accountant.refused(SAVE_RULE, { input: { business: 'CONSULTATION', methods: ['WECHAT_H5'], ...input } })
    expect(await refused({ terminal: 'WECHAT_OA', methods: ['ALIPAY_WAP'] })).toBe('INVALID_INPUT')
    expect(await refused({ methods: [] })).toBe('INVALID_INPUT')
    expect(await refused({ methods: ['FREE'] })).toBe('INVALID_INPUT')
    expect(await refused({ business: 'CARD_TOP_UP', methods: ['HOSPITAL_CARD'] })).toBe('INVALID_INPUT')
    expect(await refused({ business: 'INPATIENT_DEPOSIT', methods: ['INSURANCE'] })).toBe('INVALID_INPUT')
    expect(await refused({ institutionId: newId() })).toBe('NOT_FOUND')
    const input = { business: 'CONSULTATION', terminal: 'H5', methods: ['WECHAT_H5'] }
    const both = await Promise.all([1, 2].map(() => accountant.send(SAVE_RULE, { input })))
    expect(both.filter(({ errors }) => errors?.length).map(({ errors }) => errors![0]!.extensions?.code)).toEqual(['CONFLICT'])
    expect(await refused({ terminal: 'H5', version: 7 })).toBe('CONFLICT')
    expect(await patient.refused(SAVE_RULE, { input })).toBe('FORBIDDEN')
    expect(await accountant.refused(DELETE_RULE, { id: newId() })).toBe('NOT_FOUND')
  })
})
