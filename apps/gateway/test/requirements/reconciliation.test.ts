import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, hospitalDay, hospitalInstant } from '@hospital/database/clock'
import { administratorViewer } from '@hospital/subgraph/testing'
import { freeSlots, holdSlot, type FreeSlot } from '../booking.ts'
import type { TestClient } from '../client.ts'
import { EXPORT, fenIn, sheetOf } from '../exported.ts'
import { openSeededHospital, until, type TestHospital } from '../hospital.ts'
import { expectSoundLedger } from '../sound-ledger.ts'

let hospital: TestHospital
let patient: TestClient
let accountant: TestClient
let patientId: string
let insured: { id: string; name: string }
let slots: FreeSlot[]
/** The day on which everything was paid, and what; on the next some of it was given back. */
let day: string
let next: string
let paid: Record<string, Paid>

interface Paid {
  number: string
  amountFen: number
  appointmentId: string
  orderNumber: string
}

const MINUTE = 60_000
/** 周建国 of the demonstration family, with a card and in the hospital; and one of it who is insured. */
const [PERSON, ID_CARD] = ['周建国', '330109195806153412']

beforeAll(async () => {
  hospital = await openSeededHospital()
  patient = await hospital.signInPatient('13800000001')
  accountant = await hospital.signInStaff('accountant')
  const { me } = await patient.query('{ me { patients { id name cards { kind } } } }')
  patientId = me.patients.find(({ name }: { name: string }) => name === PERSON).id
  insured = me.patients.find(({ cards }: { cards: { kind: string }[] }) => cards.some(({ kind }) => kind === 'INSURANCE'))
  day = hospitalDay(hospital.clock.now())
  next = addDays(day, 1)
  slots = await freeSlots(hospital, { atLeast: 6, daysAhead: 2, aboveFen: 200, where: 'main' })
  await hospital.sandbox.control('his/cards/pay-in', { name: PERSON, amountFen: 100_000 })
  paid = await payEveryWay()
  await hospital.advance(86_400_000)
  // Sessions have run out over night.
  patient = await hospital.signInPatient('13800000001')
  for (const channel of ['UNIONPAY', 'ALIPAY', 'INSURANCE']) await cancel(paid[channel]!)
  await hospital.advance(86_400_000)
  const [{ id: administratorId }] = await hospital.sql`select id from platform.administrator where login = 'accountant'` as unknown as [{ id: string }]
  accountant = await hospital.as({ ...administratorViewer('ACCOUNTANT'), administratorId })
  patient = await hospital.signInPatient('13800000001')
}, 240_000)
afterAll(async () => {
  await hospital?.close()
})

const START = 'mutation ($input: StartPaymentInput!) { startPayment(input: $input) { number payUrl } }'
const statusIn = async (table: string, id: string): Promise<string | undefined> => (await hospital.sql.unsafe(`select status::text from ${table} where id = $1`, [id]))[0]?.status
const becomes = (table: string, id: string, ...statuses: string[]) => until(async () => {
  const found = statuses.includes((await statusIn(table, id)) ?? '')
  if (!found) await hospital.advance(MINUTE / 6)
  return found
}, 30_000)

const hold = (forId = patientId) => holdSlot(patient, slots.shift()!.id, forId)

async function pay(orderId: string, method: string): Promise<string> {
  const { startPayment: { number, payUrl } } = await patient.mutate(START, { input: { orderIds: [orderId], method, returnUrl: 'http://app.test/pay/return' } })
  if (method === 'ALIPAY_WAP') await fetch(payUrl)
  if (method === 'UNIONPAY_FRONT') await openUnionpay(payUrl)
  if (method === 'WECHAT_H5') await hospital.sandbox.pay(number)
  if (method === 'ALIPAY_WAP' || method === 'UNIONPAY_FRONT') await hospital.sandbox.control(`${method === 'ALIPAY_WAP' ? 'alipay' : 'unionpay'}/pay/${number}`, {})
  await becomes('finance."order"', orderId, 'PAID', 'FULFILLED')
  return number
}

/** The payer's browser posts the form that our page holds. */
async function openUnionpay(payUrl: string): Promise<void> {
  const text = await (await fetch(payUrl)).text()
  const decode = (value: string) => value.replaceAll('&quot;', '"').replaceAll('&#39;', '\'').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
  const fields = [...text.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, decode(value!)])
  await fetch(decode(/action="([^"]+)"/.exec(text)![1]!), { method: 'POST', body: new URLSearchParams(fields) })
}

async function paymentOf(number: string): Promise<Paid> {
  const [row] = await hospital.sql`
    select p.amount_fen::int as fen, o.subject_id as subject, o.number as of_order from finance.payment p join finance.allocation a on a.payment_id = p.id join finance."order" o on o.id = a.order_id where p.number = ${number}`
  return { number, amountFen: row!.fen, appointmentId: row!.subject, orderNumber: row!.of_order }
}

/** Everything that is left of it goes back. */
async function cancel({ appointmentId, orderNumber }: Paid): Promise<void> {
  await patient.mutate('mutation ($id: ID!) { cancelAppointment(id: $id) { id } }', { id: appointmentId })
  const [row] = await hospital.sql`select id from finance."order" where number = ${orderNumber}`
  await becomes('finance."order"', row!.id, 'REFUNDED')
}

/** One registration by each way, of three a part given back, of one of these at the HIS's window too; an outpatient bill and a prepayment. */
async function payEveryWay(): Promise<typeof paid> {
  const made: typeof paid = {}
  for (const [channel, method] of [['WECHATPAY', 'WECHAT_H5'], ['ALIPAY', 'ALIPAY_WAP'], ['UNIONPAY', 'UNIONPAY_FRONT'], ['HOSPITAL_CARD', 'HOSPITAL_CARD']] as const) {
    const { id, orderId } = await hold()
    made[channel] = await paymentOf(await pay(orderId, method))
    await becomes('clinical.appointment', id, 'BOOKED')
    if (channel === 'WECHATPAY') continue
    await accountant.mutate('mutation ($input: RefundOrderInput!) { refundOrder(input: $input) { id } }', { input: { orderId, amountFen: 100, reason: '多收', clientKey: `part of ${channel}` } })
    await becomes('finance."order"', orderId, 'PARTLY_REFUNDED')
    if (channel === 'UNIONPAY') await hospital.sandbox.control(`his/registrations/${id}/give-back`, { fen: 100 })
  }
  made.INSURANCE = await paymentOf(await payInsured())
  await payBill()
  await payDeposit()
  return made
}

async function payInsured(): Promise<string> {
  const { id, orderId } = await hold(insured.id)
  const { ecToken } = await hospital.sandbox.control('insurance/vouchers', { name: insured.name })
  const { preSettleInsurance } = await patient.mutate('mutation ($orderId: ID!, $ecToken: String!) { preSettleInsurance(orderId: $orderId, ecToken: $ecToken) { id cashFen } }', { orderId, ecToken })
  const { payByInsurance } = await patient.mutate('mutation ($id: ID!) { payByInsurance(settlementId: $id) { number } }', { id: preSettleInsurance.id })
  if (preSettleInsurance.cashFen > 0) await pay(orderId, 'WECHAT_H5')
  await becomes('clinical.appointment', id, 'BOOKED')
  return payByInsurance.number
}

async function payBill(): Promise<void> {
  await hospital.sandbox.control('his/bills', { idCard: ID_CARD })
  const { outpatientBills } = await patient.query('query ($patientId: ID!) { outpatientBills(patientId: $patientId, first: 1) { nodes { id amountFen } } }', { patientId })
  const [{ id, amountFen }] = outpatientBills.nodes
  const { orderBills } = await patient.mutate('mutation ($input: OrderBillsInput!) { orderBills(input: $input) { id } }', { input: { billIds: [id], expectedFen: amountFen } })
  await pay(orderBills[0].id, 'WECHAT_H5')
  await becomes('finance.outpatient_bill', id, 'SETTLED')
}

async function payDeposit(): Promise<void> {
  const { payDeposit: made } = await patient.mutate('mutation ($input: PayDepositInput!) { payDeposit(input: $input) { id order { id } } }', { input: { patientId, amountFen: 30_000, clientKey: 'deposit-of-the-day' } })
  await pay(made.order.id, 'WECHAT_H5')
  await becomes('finance.inpatient_deposit', made.id, 'PLACED')
}

const RECONCILE = 'mutation ($day: Date!, $channel: ReconciledChannel!) { reconcileDay(day: $day, channel: $channel) { ordersFen ledgerFen tradeBillFen payments refunds differences { nodes { id kind subject status number hereFen thereFen } } } }'
const compare = async (channel: string, of = day) => (await accountant.mutate(RECONCILE, { day: of, channel })).reconcileDay
const refused = (channel: string, of = day) => accountant.refused(RECONCILE, { day: of, channel })
const openOf = async (channel: string, of = day) => (await compare(channel, of)).differences.nodes.filter(({ status }: { status: string }) => status === 'OPEN')
const bend = (party: string, trick: string, number?: string) => hospital.sandbox.control(`bills/${party}`, { trick, ...(number && { number }) })
const straighten = () => hospital.sandbox.control('bills/clear', {})
const HANDLE = 'mutation ($input: HandleDifferenceInput!) { handleDifference(input: $input) { id status handling adjustedFen handledBy { name } } }'
const CLOSE = 'mutation ($day: Date!) { closeDay(day: $day) { day closedAt closedBy { name } openDifferences missing } }'

const PARTIES = [['WECHATPAY', 'wechatpay'], ['ALIPAY', 'alipay'], ['UNIONPAY', 'unionpay'], ['HOSPITAL_CARD', 'card'], ['HIS', 'his'], ['INSURANCE', 'insurance']] as const

describe('[A3-04] [A3-01] a day compared with every channel', () => {
  it.each(PARTIES)('[A3-04] agrees with %s to the fen: payments, refunds, ledger and bill are the same sum', async (channel) => {
    const { ordersFen, ledgerFen, tradeBillFen, payments, refunds, differences } = await compare(channel)
    expect(differences.nodes).toEqual([])
    expect([ledgerFen, tradeBillFen]).toEqual([ordersFen, ordersFen])
    expect(payments).toBeGreaterThan(0)
    if (['ALIPAY', 'UNIONPAY', 'HOSPITAL_CARD', 'HIS'].includes(channel)) expect(refunds).toBe(1)
  })

  it.each(PARTIES.filter(([channel]) => channel !== 'HIS'))('[A3-04] finds what %s does not have, and what it has for another amount', async (channel, party) => {
    const { number, amountFen } = paid[channel]!
    await bend(party, 'missing', number)
    expect(await openOf(channel)).toContainEqual(expect.objectContaining({ kind: 'MISSING_THERE', subject: 'PAYMENT', number, hereFen: amountFen, thereFen: null }))
    await bend(party, 'amount', number)
    expect(await openOf(channel)).toContainEqual(expect.objectContaining({ kind: 'AMOUNT_DIFFERS', subject: 'PAYMENT', number, hereFen: amountFen, thereFen: amountFen + 1 }))
    await straighten()
    expect(await openOf(channel)).toEqual([])
  })

  it.each(PARTIES)('[A3-04] finds what only %s has; a bill that is not made yet, or comes cut short, compares nothing', async (channel, party) => {
    await bend(party, 'unknown')
    expect((await openOf(channel)).map(({ kind, thereFen }: { kind: string; thereFen: number }) => `${kind} ${thereFen}`)).toContain('MISSING_HERE 4321')
    await bend(party, 'not-ready')
    expect(['BILL_NOT_READY', 'PAYMENT_UNAVAILABLE']).toContain(await refused(channel))
    await bend(party, 'truncated')
    expect(await refused(channel)).toBe('BILL_UNREADABLE')
    await straighten()
    expect(await openOf(channel)).toEqual([])
  })

  it('[A3-04] what was given back by the insurer the next day stands on its bill of that day, and is found where it does not', async () => {
    expect(await compare('INSURANCE', next)).toMatchObject({ payments: 0, refunds: 1, ordersFen: -paid.INSURANCE!.amountFen, ledgerFen: -paid.INSURANCE!.amountFen, tradeBillFen: -paid.INSURANCE!.amountFen, differences: { nodes: [] } })
    const [refund] = await hospital.sql`select r.number from finance.refund r join finance.payment p on p.id = r.payment_id where p.number = ${paid.INSURANCE!.number}`
    await bend('insurance', 'missing', refund!.number)
    expect(await openOf('INSURANCE', next)).toEqual([expect.objectContaining({ kind: 'MISSING_THERE', subject: 'REFUND', number: refund!.number, hereFen: paid.INSURANCE!.amountFen })])
    await bend('insurance', 'amount', refund!.number)
    expect(await openOf('INSURANCE', next)).toEqual([expect.objectContaining({ kind: 'AMOUNT_DIFFERS', subject: 'REFUND', number: refund!.number, thereFen: paid.INSURANCE!.amountFen + 1 })])
    await straighten()
    expect(await openOf('INSURANCE', next)).toEqual([])
  })

  it('[A3-04] a registration given back in parts agrees with the HIS, whether its window gave the same part back or only the whole; another sum is found', async () => {
    const { refunds, differences } = await compare('HIS', next)
    expect(differences.nodes).toEqual([])
    expect(refunds).toBe(3)
    for (const channel of ['UNIONPAY', 'ALIPAY']) {
      const { appointmentId, orderNumber } = paid[channel]!
      await bend('his', 'amount', appointmentId)
      expect(await openOf('HIS', next)).toEqual([expect.objectContaining({ kind: 'AMOUNT_DIFFERS', subject: 'ORDER_REFUND', number: orderNumber })])
    }
    await straighten()
    expect(await openOf('HIS', next)).toEqual([])
  })

  it('[A3-04] registrations, outpatient bills and prepayments that the HIS holds for another amount, or not at all, are found', async () => {
    const told = await hospital.sql<{ number: string; kind: string; reference: string }[]>`
      select number, kind::text, case kind when 'REGISTRATION' then subject_id::text else number end as reference from finance."order" where paid_at is not null and refund_requested_fen < amount_fen`
    expect(new Set(told.map(({ kind }) => kind))).toEqual(new Set(['REGISTRATION', 'OUTPATIENT_BILL', 'INPATIENT_DEPOSIT']))
    for (const { number, reference } of told) {
      await bend('his', 'missing', reference)
      expect(await openOf('HIS')).toEqual([expect.objectContaining({ kind: 'MISSING_THERE', subject: 'ORDER', number })])
      await bend('his', 'amount', reference)
      expect(await openOf('HIS')).toEqual([expect.objectContaining({ kind: 'AMOUNT_DIFFERS', subject: 'ORDER', number })])
    }
    await straighten()
    expect(await openOf('HIS')).toEqual([])
  })
})

describe('[A3-04] differences and the closing of a day', () => {
  it('[A3-04] one press adjusts the ledger by an entry of its own, once; comparing again keeps what was handled', async () => {
    await bend('alipay', 'amount', paid.ALIPAY!.number)
    const [difference] = await openOf('ALIPAY')
    const entries = async () => Number((await hospital.sql`select count(*) from finance.ledger_entry`)[0]!.count)
    const before = await entries()
    const input = { id: difference.id, handling: 'ADJUSTED', note: '与支付宝商户平台核对一致' }
    expect(await accountant.refused(HANDLE, { input: { ...input, note: ' ' } })).toBe('INVALID_INPUT')
    const [{ handleDifference: done }] = await Promise.all([1, 2].map(() => accountant.mutate(HANDLE, { input }))) as [any]
    expect(done).toMatchObject({ status: 'HANDLED', handling: 'ADJUSTED', adjustedFen: 1, handledBy: { name: expect.any(String) } })
    expect(await entries()).toBe(before + 2)
    expect((await hospital.sql`select account::text, debit_fen::int, (at at time zone 'Asia/Shanghai')::date::text as day from finance.ledger_entry order by id desc limit 2`).map(({ account, day: on }) => `${account} ${on}`).sort()).toEqual([`CHANNEL_ALIPAY ${day}`, `RECONCILIATION_DIFFERENCES ${day}`])
    await expectSoundLedger(hospital)
    expect(await openOf('ALIPAY')).toEqual([])
    const { reconciliationDifferences } = await accountant.query('query ($day: Date!) { reconciliationDifferences(filter: { from: $day, to: $day, channel: ALIPAY, status: HANDLED }) { totalCount nodes { note reconciliation { day } } } }', { day })
    expect(reconciliationDifferences).toMatchObject({ totalCount: 1, nodes: [{ note: input.note, reconciliation: { day } }] })
  })

  it('[A3-04] a day is closed once nothing is open; a closed day is compared no more and takes no entry, whoever books', async () => {
    await bend('unionpay', 'missing', paid.UNIONPAY!.number)
    const [difference] = await openOf('UNIONPAY')
    expect(await accountant.refused(CLOSE, { day })).toBe('DAY_NOT_RECONCILED')
    await accountant.mutate(HANDLE, { input: { id: difference.id, handling: 'ACCEPTED', note: '银联次日补入账单' } })
    const { closeDay } = await accountant.mutate(CLOSE, { day })
    expect(closeDay).toMatchObject({ day, closedAt: expect.any(String), closedBy: { name: expect.any(String) }, openDifferences: 0, missing: [] })
    expect(await refused('UNIONPAY')).toBe('DAY_CLOSED')
    const late = hospitalInstant(day, '12:00').toISOString()
    await expect(hospital.sql`insert into finance.ledger_transaction (id, fact, fact_id, at) values (gen_random_uuid(), 'RECONCILIATION_ADJUSTED', gen_random_uuid(), ${late})`).rejects.toThrow('closed')
    expect(await accountant.refused(CLOSE, { day: addDays(day, 1) })).toBe('DAY_NOT_RECONCILED')
    await straighten()
  })

  it('[A3-04] who may not see money compares, handles and closes nothing', async () => {
    const operator = await hospital.signInStaff('operator')
    expect(await operator.refused(RECONCILE, { day, channel: 'ALIPAY' })).toBe('FORBIDDEN')
    expect(await operator.refused(CLOSE, { day })).toBe('FORBIDDEN')
    expect(await patient.refused('{ reconciliationDifferences { totalCount } }')).toBe('FORBIDDEN')
  })
})

const LEDGER = 'query ($filter: LedgerFilter, $first: Int, $after: String) { ledgerEntries(filter: $filter, first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { id at account fact debitFen creditFen transactionId order { number } payment { number } } } }'
interface Entry { id: string; at: string; account: string; fact: string; debitFen: number; creditFen: number; transactionId: string; order: { number: string } | null; payment: { number: string } | null }
const entriesOf = async (filter: object): Promise<Entry[]> => (await accountant.query(LEDGER, { filter, first: 100 })).ledgerEntries.nodes
const factsOf = async (filter: object) => [...new Set((await entriesOf(filter)).map(({ fact }) => fact))].sort()
/** As the books themselves say it. */
const booked = (condition: string, ...values: string[]) => hospital.sql.unsafe(`select e.id from finance.ledger_entry e join finance.ledger_transaction t on t.id = e.transaction_id where ${condition} order by e.at desc, e.id desc`, values).then((rows) => rows.map(({ id }) => id as string))
const DAY = "(e.at at time zone 'Asia/Shanghai')::date"

describe('[A3-04] the ledger, narrowed', () => {
  it('[A3-04] by account, by day and by what was booked: what the books have, the newest first, page by page', async () => {
    const alipay = await booked(`e.account = 'CHANNEL_ALIPAY' and ${DAY} = $1`, day)
    expect(alipay.length).toBeGreaterThan(2)
    expect((await entriesOf({ account: 'CHANNEL_ALIPAY', from: day, to: day })).map(({ id }) => id)).toEqual(alipay)
    const walked: string[] = []
    for (let after: string | null = null; ;) {
      const { ledgerEntries: page }: any = await accountant.query(LEDGER, { filter: { fact: 'PAYMENT_RECEIVED' }, first: 3, after })
      walked.push(...page.nodes.map(({ id }: Entry) => id))
      expect(page.totalCount).toBeGreaterThan(6)
      if (!page.pageInfo.hasNextPage) break
      after = page.pageInfo.endCursor
    }
    expect(walked).toEqual(await booked("t.fact = 'PAYMENT_RECEIVED'"))
    // An adjustment is dated in the last moment of its day: of that day, and not of the next.
    expect((await entriesOf({ fact: 'RECONCILIATION_ADJUSTED', from: day, to: day })).map(({ account }) => account).sort()).toEqual(['CHANNEL_ALIPAY', 'RECONCILIATION_DIFFERENCES'])
    expect(await entriesOf({ fact: 'RECONCILIATION_ADJUSTED', from: addDays(day, 1) })).toEqual([])
    expect(await entriesOf({ to: addDays(day, -1) })).toEqual([])
  })

  it('[A3-04] by the number of an order, a payment, a refund, the channel, or of what was adjusted', async () => {
    const { number } = paid.ALIPAY!
    const [row] = await hospital.sql<{ order: string; channel: string; refund: string }[]>`
      select o.number as order, p.channel_transaction_id as channel, r.number as refund from finance.payment p join finance.allocation a on a.payment_id = p.id join finance."order" o on o.id = a.order_id join finance.refund r on r.payment_id = p.id where p.number = ${number}`
    const all = ['ORDER_PAID', 'PAYMENT_RECEIVED', 'RECONCILIATION_ADJUSTED', 'REFUND_PAID', 'REFUND_REQUESTED']
    expect(await factsOf({ number })).toEqual(all)
    expect(await factsOf({ number: row!.channel })).toEqual(all)
    // The money that was received for an order is found by it, though it was booked before anybody knew for which.
    for (const typed of [row!.order, ` ${row!.order.toLowerCase()} `]) expect(await factsOf({ number: typed })).toEqual(expect.arrayContaining(['ORDER_PAID', 'PAYMENT_RECEIVED', 'REFUND_PAID']))
    expect((await entriesOf({ number: row!.order })).every(({ order, payment }) => order?.number === row!.order || payment?.number === number)).toBe(true)
    expect(await factsOf({ number: row!.refund })).toEqual(['REFUND_PAID', 'REFUND_REQUESTED'])
    for (const none of ['%', '_', 'GH0', "'"]) expect(await entriesOf({ number: none })).toEqual([])
  })

  it('[A3-04] leaves as a workbook of what is filtered, debits and credits as booked', async () => {
    const filter = { from: day, to: day }
    const rows = await sheetOf(accountant, 'ledger', filter, ['at', 'account', 'debit', 'credit', 'fact', 'order', 'payment', 'transaction'])
    const [sums] = await hospital.sql`select count(*)::int as count, sum(debit_fen)::int as debit, sum(credit_fen)::int as credit from finance.ledger_entry e where (e.at at time zone 'Asia/Shanghai')::date = ${day}::date`
    expect({ count: rows.length, debit: fenIn(rows, '借（元）'), credit: fenIn(rows, '贷（元）') }).toEqual(sums)
    expect(sums!.debit).toBe(sums!.credit)
    expect(rows[0]).toMatchObject({ 科目: expect.stringMatching(/支付宝存款|对账差异挂账/), 来源: '对账调账', 交易编号: paid.ALIPAY!.number })
    expect(await sheetOf(accountant, 'ledger', { ...filter, account: 'CHANNEL_UNIONPAY', fact: 'REFUND_PAID' }, ['account', 'credit'])).toEqual([{ 科目: '银联存款', '贷（元）': '1' }])
  })

  it('[A3-04] is refused for days in the wrong order, an account that is none, a page too long; and to whoever may not see money', async () => {
    expect(await accountant.refused(LEDGER, { filter: { from: addDays(day, 1), to: day } })).toBe('INVALID_INPUT')
    expect(await accountant.refused(LEDGER, { filter: { from: '2026-02-30' } })).toMatch(/INVALID_INPUT|BAD_USER_INPUT/)
    expect(await accountant.refused('{ ledgerEntries(filter: { account: PETTY_CASH }) { totalCount } }')).toBe('GRAPHQL_VALIDATION_FAILED')
    expect(await accountant.refused(LEDGER, { first: 101 })).toBe('OPERATION_LIMIT')
    expect(await accountant.refused(LEDGER, { first: 0 })).toBe('INVALID_INPUT')
    const operator = await hospital.as(administratorViewer('OPERATOR'))
    for (const client of [operator, patient]) {
      expect(await client.refused(LEDGER, { filter: { from: day } })).toBe('FORBIDDEN')
      expect(await client.refused(EXPORT, { input: { list: 'ledger' } })).toBe('FORBIDDEN')
    }
    expect(await hospital.anonymous.refused(LEDGER, {})).toBe('UNAUTHENTICATED')
  })
})

describe('[A3-02] without a rule', () => {
  it('[A3-02] an order is paid only by what the payer\'s terminal can do: the set that the cashier shows', async () => {
    const { orderId } = await hold()
    const { paymentMethods } = await patient.query('query ($id: ID!) { paymentMethods(orderIds: [$id]) }', { id: orderId })
    expect(paymentMethods).not.toContain('WECHAT_JSAPI')
    expect(await patient.refused(START, { input: { orderIds: [orderId], method: 'WECHAT_JSAPI', openid: 'o-x', returnUrl: 'http://app.test/pay/return' } })).toBe('PAYMENT_METHOD')
    const inWechat = async (method: string) => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${patient.accessToken}`, 'user-agent': 'Mozilla/5.0 MicroMessenger/8.0.49' }
      const answer = await fetch(`${hospital.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query: START, variables: { input: { orderIds: [orderId], method, openid: 'o-x', returnUrl: 'http://app.test/pay/return' } } }) })
      return ((await answer.json()) as { errors?: { extensions: { code: string } }[] }).errors?.[0]?.extensions.code ?? 'STARTED'
    }
    expect(await inWechat('ALIPAY_WAP')).toBe('PAYMENT_METHOD')
    expect(await inWechat('WECHAT_H5')).toBe('PAYMENT_METHOD')
    expect(await inWechat('WECHAT_JSAPI')).toBe('STARTED')
  })
})
