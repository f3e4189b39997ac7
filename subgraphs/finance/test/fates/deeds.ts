import { isConnectorFailure } from '@hospital/connectors/failure'
import { newId } from '@hospital/database/identifier'
import { deliverNotice, forgeNotice, payAtChannel } from './at-channel.ts'
import { deliver } from './events.ts'
import type { Deed, Method } from './fate.ts'
import { makeOrder } from './make-order.ts'
import type { MadeOrder, Payer, Started } from './payer.ts'
import { bookPlace, withdrawPlace } from './registration.ts'
import type { World } from './world.ts'

type Doing<N extends Deed['do']> = (world: World, payer: Payer, deed: Extract<Deed, { do: N }>) => Promise<unknown>

const orderAt = ({ orders }: Payer, at: number): MadeOrder | undefined => orders[at % Math.max(1, orders.length)]
const paymentAt = ({ payments }: Payer, at: number): Started | undefined => payments[payments.length - 1 - (at % Math.max(1, payments.length))]

/** One deed, against whatever there is by then. What it names may not be there: then nothing happens. */
export async function perform(world: World, payer: Payer, deed: Deed): Promise<void> {
  await (DOINGS[deed.do] as Doing<Deed['do']>)(world, payer, deed)
}

const DOINGS: { [N in Deed['do']]: Doing<N> } = {
  order: makeOrder,
  start: (world, payer, { orders, method }) => start(world, payer, orders, method),
  async checkout(world, payer, { orders, method, notice }) {
    const started = await start(world, payer, orders, method)
    if (started) await payAtChannel(world, payer, started, notice)
  },
  async pay(world, payer, { payment, notice, wrongFen }) {
    const started = paymentAt(payer, payment)
    if (started) await payAtChannel(world, payer, started, notice, wrongFen)
  },
  async insure(world, payer, { order, settle }) {
    const one = orderAt(payer, order)
    if (!one) return
    one.disturbed = true
    const { ecToken } = await world.outside.control<{ ecToken: string }>('insurance/vouchers', { name: payer.person.name }).catch(() => ({ ecToken: 'none' }))
    const told = await world.ask(payer, 'mutation ($orderId: ID!, $ecToken: String!) { preSettleInsurance(orderId: $orderId, ecToken: $ecToken) { id } }', { orderId: one.id, ecToken })
    if (told && settle) await world.ask(payer, 'mutation ($id: ID!) { payByInsurance(settlementId: $id) { id number status } }', { id: told.preSettleInsurance.id })
  },
  async notice(world, payer, { payment, times }) {
    const started = paymentAt(payer, payment)
    if (started) await deliverNotice(world, started, times)
  },
  async forge(world, payer, { payment }) {
    const started = paymentAt(payer, payment)
    if (started) await forgeNotice(world, payer, started)
  },
  async fail(world, payer, { payment }) {
    const started = paymentAt(payer, payment)
    if (started?.method.startsWith('WECHAT')) await world.outside.control(`fail/${started.number}`, {}).catch(refusedThere)
  },
  async refresh(world, payer, { payment }) {
    const started = paymentAt(payer, payment)
    if (started) await world.ask(payer, 'mutation ($id: ID!) { refreshPayment(id: $id) { status } }', { id: started.id })
  },
  async cancel(world, payer, { order }) {
    const one = disturb(orderAt(payer, order))
    if (one) await world.ask(payer, 'mutation ($id: ID!) { cancelOrder(id: $id) { status } }', { id: one.id })
  },
  async withdraw(world, payer, { order }) {
    const one = disturb(orderAt(payer, order))
    if (one?.kind === 'REGISTRATION') return withdrawPlace(world, one)
    if (one && isOthers(one)) await deliver(world, 'subject.withdrawn', { orderId: one.id, subjectType: one.subjectType, subjectId: one.subjectId, reason: '测试' })
  },
  async deliver(world, payer, { order }) {
    const one = orderAt(payer, order)
    if (!one || !isOthers(one)) return
    const [row] = await world.sql`select 1 from finance."order" where id = ${one.id} and paid_at is not null`
    if (row && one.kind === 'REGISTRATION') return bookPlace(world, one)
    if (row) await deliver(world, 'subject.delivered', { orderId: one.id, subjectType: one.subjectType, subjectId: one.subjectId })
  },
  async refund(world, payer, { order, percent, twice }) {
    const one = disturb(orderAt(payer, order))
    if (!one) return
    const amountFen = Math.max(1, Math.floor((one.fen * percent) / 100))
    const clientKey = newId()
    const refund = (key: string) => world.ask(payer, 'mutation ($input: RefundOrderInput!) { refundOrder(input: $input) { id } }', { input: { orderId: one.id, amountFen, reason: '测试', clientKey: key } }, 'accountant')
    await Promise.all([refund(clientKey), twice === 'same key' && refund(clientKey), twice === 'two keys' && refund(newId())])
  },
  async ask(world, payer, { order, approve }) {
    const one = disturb(orderAt(payer, order))
    const asked = one && await world.ask(payer, 'mutation ($input: AskRefundInput!) { askRefund(input: $input) { id status amountFen } }', { input: { orderId: one.id, reason: 'NOT_NEEDED' } })
    if (!asked || !approve) return
    const { id, amountFen } = asked.askRefund
    await world.ask(payer, 'mutation ($input: ApproveRefundRequestInput!) { approveRefundRequest(input: $input) { status } }', { input: { id, amountFen } }, 'accountant')
  },
  async counter(world, payer, { order, act }) {
    const one = orderAt(payer, order)
    if (!one) return
    const at = { pay: 'pay', void: 'cancel', revise: 'revise' }[act]
    if (one.hisBillId) disturb(one)
    if (one.hisBillId) return world.outside.control(`his/bills/${one.hisBillId}/${at}`, {}).catch(refusedThere)
    const { stayId, hisPatientId } = payer.person
    if (one.kind === 'INPATIENT_DEPOSIT' && stayId && act !== 'revise') {
      for (const deposit of payer.orders.filter(({ kind }) => kind === 'INPATIENT_DEPOSIT')) disturb(deposit)
      payer.person.stayId = undefined
      return world.outside.control(`his/stays/${stayId}/discharge`, {})
    }
    return world.outside.connectors.his.chargeCard({ hisPatientId, reference: `counter-${newId()}`, amountFen: 500 }).catch(refusedThere)
  },
  read: (world, payer) => world.ask(payer, 'query ($id: ID!) { outpatientBills(patientId: $id, first: 20) { nodes { id status } } orders(first: 5) { nodes { id status refunds { status } } } }', { id: payer.viewer.patientIds[0] }),
  async 'channel closes a refund'(world, payer) {
    const [number] = world.books.refundsUnderWay(payer.payments.map((one) => one.number))
    if (number) await world.outside.control(`wechatpay/refunds/${number}`, { state: 'CLOSED' }).catch(refusedThere)
  },
  async outage(_world, payer, { system, fault, times }) {
    payer.troubled = true
    payer.outages.push({ system, fault, times })
  },
  async sleep(_world, payer) { payer.asleep = true },
  async wake(_world, payer) { payer.asleep = false },
}

const START = 'mutation ($input: StartPaymentInput!) { startPayment(input: $input) { id number status amountFen method allocations { order { id } } } }'

/** Starts to pay, and remembers by which number. Undefined: it is refused, or nothing is left to be done at a channel. */
async function start(world: World, payer: Payer, at: number[], method: Method): Promise<Started | undefined> {
  const orders = [...new Set(at.flatMap((one) => orderAt(payer, one) ?? []))]
  if (!orders.length) return undefined
  const input = { orderIds: orders.map(({ id }) => id), method, openid: method === 'WECHAT_JSAPI' ? 'o-payer' : null, returnUrl: 'http://app.test/pay' }
  const made = (await world.ask(payer, START, { input }))?.startPayment
  if (!made) return undefined
  const known = payer.payments.find(({ number }) => number === made.number)
  const started = known ?? remember(payer, made, orders)
  if (made.status === 'SUCCEEDED' && method === 'HOSPITAL_CARD' && !known) payer.accepted.push({ started, at: world.clock.now() })
  return made.status === 'PENDING' ? started : undefined
}

function remember(payer: Payer, { id, number, method, amountFen }: { id: string; number: string; method: string; amountFen: number }, orders: MadeOrder[]): Started {
  const started = { id, number, method, orders: orders.map((one) => one.id), whole: amountFen === orders.reduce((sum, { fen }) => sum + fen, 0) }
  payer.payments.push(started)
  return started
}

/** Finance's own things are delivered and withdrawn by finance itself. */
const isOthers = ({ kind }: MadeOrder) => kind === 'REGISTRATION' || kind === 'CONSULTATION'

function disturb(one: MadeOrder | undefined): MadeOrder | undefined {
  if (one) one.disturbed = true
  return one
}

/** The outside world has its own mind about what is possible. */
function refusedThere(error: Error): void {
  if (!isConnectorFailure(error) && !/: 4\d\d /.test(error.message)) throw error
}
