import Fastify, { type FastifyInstance } from 'fastify'
import type { Chance } from './random.ts'
import type { Due, Scenario } from './scenario.ts'

/** Some orders of one patient and everything that may happen to them, in any order and at the same time. */
export interface Storm {
  dues: Due[]
  numbers: Set<string>
  wrong: Set<string>
  withdrawn: Set<string>
  step(): Promise<void>
  /** Lets everything come to its end: the channel answers, refunds arrive, jobs run. */
  calm(): Promise<void>
  close(): Promise<void>
}

const MINUTE = 60_000

export async function brewStorm(s: Scenario, chance: Chance, orders: number): Promise<Storm> {
  const app: FastifyInstance = Fastify()
  await app.register(s.subgraph.routes!)
  const dues = Array.from({ length: orders }, () => s.due({ amountFen: 1 + chance.below(5_000), kind: chance.pick(['REGISTRATION', 'CONSULTATION']), payUntil: new Date(s.clock.now().getTime() + 15 * MINUTE).toISOString() }))
  const numbers = new Set<string>()
  const wrong = new Set<string>()
  const withdrawn = new Set<string>()

  const anyOrder = () => chance.pick(dues)
  /** One that has been paid, where there is one: most of what befalls unpaid orders is soon told. */
  const paidOrder = async () => {
    const paid = await s.house().db.execute<{ id: string }>(`select id from finance."order" where paid_at is not null`)
    const own = dues.filter(({ orderId }) => paid.some(({ id }) => id === orderId))
    return own.length ? chance.pick(own) : anyOrder()
  }
  const anyTrade = () => (numbers.size ? chance.pick([...numbers]) : undefined)
  const post = (body: unknown) => app.inject({ method: 'POST', url: '/callbacks/wechatpay', headers: { 'content-type': 'application/json' }, payload: typeof body === 'string' ? body : JSON.stringify(body) })
  const mutate = async (viewer: typeof s.patient | typeof s.accountant, source: string, variables: Record<string, unknown>) => {
    const { errors } = await s.execute(viewer, source, variables)
    const broken = errors?.find(({ extensions }) => !extensions.code)
    if (broken) throw broken
  }

  const actions: Record<string, () => unknown> = {
    due: () => s.deliver('order.due', anyOrder()),
    start: async () => {
      const ids = chance.some(dues, 3).map(({ orderId }) => orderId)
      const started = await s.startPayment(ids, chance.pick(['WECHAT_H5', 'WECHAT_NATIVE', 'WECHAT_JSAPI'])).catch(refusalOnly)
      if (started) numbers.add(started.number)
    },
    pay: () => {
      const number = anyTrade()
      const wrongly = chance.happens(0.05)
      if (number && s.channel.pay(number, wrongly ? 1_000_000 : undefined) && wrongly) wrong.add(number)
    },
    payLate: () => {
      const number = anyTrade()
      if (number && chance.happens(0.6)) s.channel.payLate(number)
    },
    callback: async () => {
      const number = anyTrade()
      if (!number || !s.channel.trades.has(number)) return
      const report = s.channel.callbackOf(number)
      await Promise.all(Array.from({ length: 1 + chance.below(3) }, () => post(report)))
    },
    forged: async () => {
      const { statusCode } = await post('{"forged":')
      if (statusCode !== 401) throw new Error(`A forged callback was answered ${statusCode}`)
    },
    refundCallback: async () => {
      const [known] = chance.some([...s.channel.refunds.keys()], 1)
      if (known) await post(s.channel.refundCallbackOf(known))
    },
    finishRefund: () => {
      const [known] = chance.some([...s.channel.refunds.keys()], 1)
      if (known) s.channel.finishRefund(known, chance.happens(0.1) ? 'CLOSED' : 'SUCCESS')
    },
    cancel: () => mutate(s.patient, 'mutation ($id: ID!) { cancelOrder(id: $id) { id } }', { id: anyOrder().orderId }),
    refresh: async () => {
      const { data } = await s.execute<{ payments: { nodes: { id: string }[] } }>(s.patient, '{ payments(first: 5) { nodes { id } } }')
      const [one] = chance.some(data!.payments.nodes, 1)
      if (one) await mutate(s.patient, 'mutation ($id: ID!) { refreshPayment(id: $id) { id } }', { id: one.id })
    },
    withdraw: async () => {
      const { orderId, subjectId, subjectType } = chance.happens(0.2) ? anyOrder() : await paidOrder()
      await s.deliver('subject.withdrawn', { orderId, subjectId, subjectType, reason: '测试' })
      withdrawn.add(orderId)
    },
    delivered: async () => {
      const { orderId, subjectId, subjectType } = await paidOrder()
      if (!withdrawn.has(orderId)) await s.deliver('subject.delivered', { orderId, subjectId, subjectType }).catch((error: Error) => { if (!error.message.includes('not known')) throw error })
    },
    refund: async () => {
      const one = await paidOrder()
      await mutate(s.accountant, 'mutation ($input: RefundOrderInput!) { refundOrder(input: $input) { id } }', { input: { orderId: one.orderId, amountFen: 1 + chance.below(one.amountFen), reason: '测试', clientKey: `key-${chance.below(50)}-of-form` } })
    },
    retryRefunds: () => retryRefunds(s),
    outage: () => s.channel.failNext(chance.pick(['UNAVAILABLE', 'TIMEOUT']), { times: 1 + chance.below(6), after: chance.happens(0.5) }),
    time: () => s.clock.advance(chance.below(3 * MINUTE)),
    jobs: () => s.runJobs(),
  }
  const weights: Record<string, number> = { due: 12, start: 14, pay: 6, payLate: 8, callback: 8, refund: 5, finishRefund: 5, refundCallback: 5, jobs: 6, cancel: 1, withdraw: 2, delivered: 4, time: 2 }
  const names = Object.keys(actions).flatMap((name) => Array<string>(weights[name] ?? 1).fill(name))

  return {
    dues, numbers, wrong, withdrawn,
    async step() {
      await Promise.all(Array.from({ length: 1 + chance.below(3) }, () => actions[chance.pick(names)]!()))
    },
    async calm() {
      for (const due of dues) await s.deliver('order.due', due)
      s.channel.heal()
      // The channel repeats its reports for a day until they are answered.
      for (const number of numbers) if (s.channel.trades.get(number)?.transactionId) await post(s.channel.callbackOf(number))
      for (let i = 0; i < 8; i++) {
        s.clock.advance(i < 2 ? 30 * MINUTE : 8 * 60 * MINUTE)
        await s.runJobs()
        for (const known of s.channel.refunds.keys()) s.channel.finishRefund(known)
        await retryRefunds(s)
      }
    },
    close: () => app.close(),
  }
}

async function retryRefunds(s: Scenario): Promise<void> {
  const failed = await s.house().db.execute<{ id: string }>(`select id from finance.refund where status = 'FAILED'`)
  for (const { id } of failed) await s.execute(s.accountant, 'mutation ($id: ID!) { retryRefund(id: $id) { id } }', { id })
}

function refusalOnly(error: { extensions?: { code?: string } }): undefined {
  if (!error.extensions?.code) throw error
}

