import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestClient } from '../client.ts'
import { openSeededHospital, until, type TestHospital } from '../hospital.ts'
import { expectSoundLedger } from '../sound-ledger.ts'

let hospital: TestHospital
let patient: TestClient
let accountant: TestClient
let patientId: string
/** His stay, as the HIS calls it. */
let hisAccount: string

const MINUTE = 60_000
/** 周建国 of the demonstration family, who lies in the hospital. */
const ID_CARD = '330109195806153412'

beforeAll(async () => {
  hospital = await openSeededHospital()
  patient = await hospital.signInPatient('13800000001')
  accountant = await hospital.signInStaff('accountant')
  const { me } = await patient.query('{ me { patients { id name } } }')
  patientId = me.patients.find(({ name }: { name: string }) => name === '周建国').id
  const { inpatientAccount: { number } } = await patient.query('query ($id: ID!) { inpatientAccount(patientId: $id) { number } }', { id: patientId })
  hisAccount = (await hospital.sandbox.control('his/stays')).find(({ identifier }: { identifier: { value: string }[] }) => identifier[0]!.value === number).id
}, 180_000)
afterAll(async () => {
  await hospital?.close()
})

const START = 'mutation ($input: StartPaymentInput!) { startPayment(input: $input) { number payUrl } }'
const start = async (orderId: string, method = 'WECHAT_H5') => (await patient.mutate(START, { input: { orderIds: [orderId], method, returnUrl: 'http://app.test/pay/return' } })).startPayment as { number: string; payUrl: string }
const valueIn = async (table: string, id: string, column = 'status'): Promise<string | undefined> => (await hospital.sql.unsafe(`select ${column}::text as value from ${table} where id = $1`, [id]))[0]?.value
const inTime = (look: () => Promise<unknown>) => until(async () => {
  const found = await look()
  if (!found) await hospital.advance(MINUTE / 6)
  return found
}, 30_000)
const becomes = (table: string, id: string, status: string) => inTime(async () => (await valueIn(table, id)) === status)
const orderOf = async (id: string) => (await accountant.query('query ($id: ID!) { order(id: $id) { status amountFen refundedFen refundableFen refunds { status hisRefusal amountFen } refundRequests { id status hisRefusal amountFen } } }', { id })).order
const REFUND = 'mutation ($input: RefundOrderInput!) { refundOrder(input: $input) { id } }'
let keys = 0
const refund = async (orderId: string, amountFen: number): Promise<string> => (await accountant.mutate(REFUND, { input: { orderId, amountFen, reason: '医生停诊', clientKey: `refund-form-${++keys}` } })).refundOrder.id
const sentToChannel = async (): Promise<number> => ((await hospital.sandbox.control('wechatpay/refunds')) as unknown[]).length
const alertsOf = async (kind: string): Promise<{ detail: Record<string, string> }[]> => (await accountant.query('{ moneyAlerts(first: 100) { nodes { kind detail } } }')).moneyAlerts.nodes.filter((one: { kind: string }) => one.kind === kind)

/** A bill that is paid here and settled in the HIS. */
async function settledBill(): Promise<{ id: string; hisId: string; orderId: string; amountFen: number }> {
  const { id: hisId } = await hospital.sandbox.control('his/bills', { idCard: ID_CARD })
  const { outpatientBills } = await patient.query('query ($patientId: ID!) { outpatientBills(patientId: $patientId, first: 1) { nodes { id amountFen } } }', { patientId })
  const [{ id, amountFen }] = outpatientBills.nodes
  const { orderBills } = await patient.mutate('mutation ($input: OrderBillsInput!) { orderBills(input: $input) { id } }', { input: { billIds: [id], expectedFen: amountFen } })
  await hospital.sandbox.pay((await start(orderBills[0].id)).number)
  await becomes('finance.outpatient_bill', id, 'SETTLED')
  return { id, hisId, orderId: orderBills[0].id, amountFen }
}

async function placedDeposit(amountFen: number): Promise<{ id: string; orderId: string }> {
  const { payDeposit: { id, order } } = await patient.mutate('mutation ($input: PayDepositInput!) { payDeposit(input: $input) { id order { id } } }', { input: { patientId, amountFen, clientKey: `deposit-form-${++keys}` } })
  await hospital.sandbox.pay((await start(order.id)).number)
  await becomes('finance.inpatient_deposit', id, 'PLACED')
  return { id, orderId: order.id }
}

const balance = async (): Promise<number> => (await patient.query('query ($id: ID!) { inpatientAccount(patientId: $id) { balanceFen } }', { id: patientId })).inpatientAccount.balanceFen
const refundedInHis = async (hisId: string): Promise<number> => {
  const bill = (await hospital.sandbox.control<{ id: string; extension: { url: string; valueInteger?: number }[] }[]>('his/bills')).find(({ id }) => id === hisId)!
  return bill.extension.find(({ url }) => url.endsWith('refunded-fen'))?.valueInteger ?? 0
}

describe('[C5-03] [A3-03] a refund of what the HIS holds as paid', () => {
  it('[C5-03] is told to the HIS first: its bill shows it taken back, once, also when its answer gets lost; then the money goes', async () => {
    const { id, hisId, orderId, amountFen } = await settledBill()
    const before = await sentToChannel()
    await hospital.sandbox.break('his', { mode: 'down' })
    await refund(orderId, amountFen)
    await hospital.advance(MINUTE)
    expect(await sentToChannel()).toBe(before)
    expect(await orderOf(orderId)).toMatchObject({ status: 'REFUNDING', refundedFen: 0, refunds: [{ status: 'REQUESTED' }] })
    await expectSoundLedger(hospital)
    await hospital.sandbox.break('his', { mode: 'commit-then-timeout', times: 1 })
    await becomes('finance."order"', orderId, 'REFUNDED')
    await hospital.sandbox.heal()
    expect(await refundedInHis(hisId)).toBe(amountFen)
    expect(await sentToChannel()).toBe(before + 1)
    await becomes('finance.outpatient_bill', id, 'REFUNDED')
    await expectSoundLedger(hospital)
  }, 120_000)

  it('[C5-03] that the HIS does not agree to is not sent: the order is as it was, the request is open again and says why, and a person decides', async () => {
    const { hisId, orderId, amountFen } = await settledBill()
    await hospital.sandbox.control(`his/bills/${hisId}/serve`, {})
    const before = await sentToChannel()
    const { askRefund } = await patient.mutate('mutation ($input: AskRefundInput!) { askRefund(input: $input) { id status } }', { input: { orderId, reason: 'NOT_NEEDED' } })
    expect(askRefund.status).toBe('PENDING')
    await accountant.mutate('mutation ($input: ApproveRefundRequestInput!) { approveRefundRequest(input: $input) { id } }', { input: { id: askRefund.id, amountFen } })
    await becomes('finance.refund_request', askRefund.id, 'PENDING')
    const order = await orderOf(orderId)
    expect(order).toMatchObject({ status: 'FULFILLED', refundableFen: amountFen, refundedFen: 0, refunds: [{ status: 'DECLINED', hisRefusal: expect.stringContaining('药品已发出') }] })
    expect(order.refundRequests).toEqual([{ id: askRefund.id, status: 'PENDING', hisRefusal: expect.stringContaining('药品已发出'), amountFen }])
    expect(await sentToChannel()).toBe(before)
    expect(await alertsOf('HIS_REFUSED_REFUND')).toHaveLength(1)
    const { refuseRefundRequest } = await accountant.mutate('mutation ($input: RefuseRefundRequestInput!) { refuseRefundRequest(input: $input) { status } }', { input: { id: askRefund.id, answer: '药品已经发出，不能退费' } })
    expect(refuseRefundRequest.status).toBe('REFUSED')
    await expectSoundLedger(hospital)
  }, 120_000)

  it('[C5-03] of a prepayment lowers the balance of the stay; what the stay has used up is not given back', async () => {
    const { id, orderId } = await placedDeposit(20_000)
    const before = await balance()
    await refund(orderId, 20_000)
    await becomes('finance."order"', orderId, 'REFUNDED')
    expect(await balance()).toBe(before - 20_000)
    await becomes('finance.inpatient_deposit', id, 'REFUNDED')
    const more = Math.max(10_000, await balance())
    const used = await placedDeposit(more)
    await hospital.sandbox.control(`his/stays/${hisAccount}/skew`, { fen: (await balance()) - 100 })
    const refundId = await refund(used.orderId, more)
    await becomes('finance.refund', refundId, 'DECLINED')
    expect(await orderOf(used.orderId)).toMatchObject({ status: 'FULFILLED', refundedFen: 0, refundableFen: more, refunds: [{ status: 'DECLINED', hisRefusal: expect.stringContaining('余额不足') }] })
    await expectSoundLedger(hospital)
  }, 120_000)
})

describe('[A3-01] notices that are not believed', () => {
  /** Paid at the channel, and not reported yet: a notice is ready to be sent wrong in many ways. */
  async function ready(channel: 'alipay' | 'unionpay'): Promise<string> {
    const { payDeposit: { order } } = await patient.mutate('mutation ($input: PayDepositInput!) { payDeposit(input: $input) { order { id } } }', { input: { patientId, amountFen: 10_000, clientKey: `deposit-form-${++keys}` } })
    const { number, payUrl } = await start(order.id, channel === 'alipay' ? 'ALIPAY_WAP' : 'UNIONPAY_FRONT')
    if (channel === 'alipay') await fetch(payUrl)
    else await openUnionpay(payUrl)
    await hospital.sandbox.control(`${channel}/pay/${number}`, { callbackDelayMs: 86_400_000 })
    return number
  }

  async function openUnionpay(payUrl: string): Promise<void> {
    const text = await (await fetch(payUrl)).text()
    const decode = (value: string) => value.replaceAll('&quot;', '"').replaceAll('&#39;', '\'').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
    const fields = [...text.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, decode(value!)])
    await fetch(decode(/action="([^"]+)"/.exec(text)![1]!), { method: 'POST', body: new URLSearchParams(fields) })
  }

  /** How each is answered, and the reason that operators read. */
  const CASES = [
    ['alipay', 'forged', 401, 'SIGNATURE_INVALID'], ['alipay', 'tampered', 401, 'SIGNATURE_INVALID'], ['alipay', 'wrong-app', 401, 'MERCHANT_FOREIGN'], ['alipay', 'wrong-amount', 500, 'AMOUNT_DIFFERS'],
    ['alipay', 'wrong-currency', 401, 'CURRENCY_FOREIGN'], ['alipay', 'foreign-order', 500, 'ORDER_FOREIGN'], ['alipay', 'get', 405, 'METHOD_WRONG'],
    ['unionpay', 'forged', 401, 'SIGNATURE_INVALID'], ['unionpay', 'tampered', 401, 'SIGNATURE_INVALID'], ['unionpay', 'wrong-certificate', 401, 'CERTIFICATE_INVALID'], ['unionpay', 'wrong-app', 401, 'MERCHANT_FOREIGN'],
    ['unionpay', 'wrong-amount', 500, 'AMOUNT_DIFFERS'], ['unionpay', 'wrong-currency', 401, 'CURRENCY_FOREIGN'], ['unionpay', 'foreign-order', 500, 'ORDER_FOREIGN'], ['unionpay', 'get', 405, 'METHOD_WRONG'],
  ] as const
  const trades: Record<string, string> = {}

  it.each(CASES)('[A3-01] %s: %s is answered %i, has no effect, and operators read %s', async (channel, trick, status, reason) => {
    trades[channel] ??= await ready(channel)
    expect(await hospital.sandbox.control(`${channel}/notices/${trades[channel]}`, { trick })).toMatchObject({ status })
    const [row] = await hospital.sql`select status::text from finance.payment where number = ${trades[channel]!}`
    expect(row!.status).not.toBe('SUCCEEDED')
    const alerts = await alertsOf('NOTICE_REFUSED')
    expect(alerts.filter(({ detail }) => detail.channel === channel.toUpperCase() && detail.reason === reason)).toHaveLength(1)
    expect(JSON.stringify(alerts)).not.toContain(trades[channel]!)
  })

  it.each(['alipay', 'unionpay'])('[A3-01] %s: the right notice is taken, and once more has no second effect', async (channel) => {
    for (let i = 0; i < 2; i++) expect(await hospital.sandbox.control(`${channel}/notices/${trades[channel]}`, { trick: 'duplicate' })).toMatchObject({ status: 200 })
    const facts = await hospital.sql`select count(*)::int as count from finance.ledger_transaction t join finance.payment p on p.id = t.fact_id where p.number = ${trades[channel]!} and t.fact = 'PAYMENT_RECEIVED'`
    expect(facts[0]!.count).toBe(1)
  })

  it.each([
    ['tampered', 401, 'SIGNATURE_INVALID'], ['forged', 401, 'SIGNATURE_INVALID'], ['wrong-serial', 401, 'SERIAL_UNKNOWN'], ['stale', 401, 'TIMESTAMP_OUT_OF_RANGE'], ['wrong-currency', 401, 'CURRENCY_FOREIGN'],
    ['foreign-order', 500, 'ORDER_FOREIGN'], ['get', 405, 'METHOD_WRONG'], ['wrong-amount', 204, 'AMOUNT_DIFFERS'], ['duplicate', 204, null],
  ] as const)('[A3-01] wechatpay: %s is answered %i, and operators read %s', async (trick, status, reason) => {
    if (!trades.wechatpay) {
      await hospital.sandbox.control('wechatpay/hold', { hold: true })
      const { payDeposit: { order } } = await patient.mutate('mutation ($input: PayDepositInput!) { payDeposit(input: $input) { order { id } } }', { input: { patientId, amountFen: 10_000, clientKey: `deposit-form-${++keys}` } })
      trades.wechatpay = (await start(order.id)).number
      await hospital.sandbox.pay(trades.wechatpay)
    }
    expect(await hospital.sandbox.control(`wechatpay/callbacks/${trades.wechatpay}`, { trick })).toMatchObject({ status })
    const alerts = (await alertsOf('NOTICE_REFUSED')).filter(({ detail }) => detail.channel === 'WECHATPAY' && detail.reason === reason)
    expect(alerts).toHaveLength(reason ? 1 : 0)
  })

  it('[A3-07] insurance: forged, for another application, of an order that is not ours, or not posted', async () => {
    const url = `${hospital.url}/callbacks/insurance`
    const send = async (trick: string) => (await hospital.sandbox.control<{ status: number }>('insurance/callback', { url, trick })).status
    expect(await send('forged')).toBe(401)
    expect(await send('wrong-app')).toBe(401)
    expect(await send('stale')).toBe(401)
    expect(await send('foreign-order')).toBe(404)
    expect((await fetch(url)).status).toBe(405)
    expect((await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' })).status).toBe(401)
    const reasons = (await alertsOf('NOTICE_REFUSED')).filter(({ detail }) => detail.channel === 'INSURANCE').map(({ detail }) => detail.reason)
    expect(reasons.sort()).toEqual(['METHOD_WRONG', 'ORDER_FOREIGN', 'SIGNATURE_INVALID'])
  })
})
