import type { Cashier } from './cashier.ts'
import type { Chance } from './random.ts'

/** What was done to the payments of one storm. */
export interface MoneyStorm {
  orderIds: string[]
  /** Refused or unanswered on purpose. */
  forged: number
  refusedForgeries: number
}

const METHODS = ['WECHAT_H5', 'WECHAT_NATIVE', 'WECHAT_JSAPI'] as const
const FORGERIES = ['tampered', 'forged', 'wrong-serial', 'stale', 'sign-test'] as const
/** At a time: enough to race, few enough for two cores. */
const AT_ONCE = 20

interface Answer {
  ok: boolean
  status: number
}

/** So many payments through the channel's own protocol, each by a fate of its own; answers when all of them were paid. */
export async function payInStorm(cashier: Cashier, chance: Chance, payments: number): Promise<MoneyStorm> {
  const storm: MoneyStorm = { orderIds: [], forged: 0, refusedForgeries: 0 }
  const control = (path: string, body: object = {}) => cashier.outside.control<Answer>(path, body)
  const pay = (number: string, options: object = {}) => control(`pay/${number}`, options)

  async function trick(number: string, kind: string): Promise<void> {
    const answer = await control(`wechatpay/callbacks/${number}`, { trick: kind })
    if (kind === 'duplicate' || kind === 'wrong-amount') return
    storm.forged += 1
    if (answer.status === 401) storm.refusedForgeries += 1
  }

  /** A second way to pay is asked for while the payer pays by the first. */
  async function payTwice(orderId: string, number: string): Promise<void> {
    const [, second] = await Promise.all([pay(number).catch(closedMeanwhile), cashier.start([orderId], 'WECHAT_NATIVE').catch(refusalOnly)])
    if (second?.status === 'PENDING' && second.number !== number) await pay(second.number).catch(closedMeanwhile)
  }

  /** Given up while the channel cannot be told so: it still takes the money. */
  async function payAfterCancelling(orderId: string, number: string): Promise<void> {
    await cashier.execute(cashier.patient, 'mutation ($id: ID!) { cancelOrder(id: $id) { id } }', { id: orderId })
    await pay(number).catch(() => undefined)
  }

  const fates: Record<string, (orderId: string, number: string) => Promise<unknown>> = {
    shuffled: (_, number) => pay(number, { callbackDelayMs: chance.below(60_000) }),
    repeated: async (_, number) => {
      await pay(number)
      await Promise.all(Array.from({ length: 1 + chance.below(3) }, () => trick(number, 'duplicate')))
    },
    forged: async (_, number) => {
      await pay(number, { callbackDelayMs: 30_000 })
      await trick(number, chance.happens(0.02) ? 'forged' : chance.pick(FORGERIES.filter((kind) => kind !== 'forged')))
    },
    late: (_, number) => pay(number, { callbackDelayMs: 3_600_000 }),
    silent: (_, number) => pay(number, { silent: true }),
    twice: payTwice,
    wrongAmountCallback: async (_, number) => {
      await pay(number)
      await trick(number, 'wrong-amount')
    },
    afterCancelling: payAfterCancelling,
  }
  const weights: Record<string, number> = { shuffled: 8, repeated: 6, forged: 4, late: 3, silent: 2, twice: 4, wrongAmountCallback: 1, afterCancelling: 1 }
  const names = Object.keys(fates).flatMap((name) => Array<string>(weights[name]!).fill(name))

  async function one(fate: string, amountFen: number, method: (typeof METHODS)[number]): Promise<void> {
    const orderId = await cashier.openOrder(amountFen)
    storm.orderIds.push(orderId)
    const { number } = await cashier.start([orderId], method)
    await fates[fate]!(orderId, number)
  }

  for (let begun = 0; begun < payments; begun += AT_ONCE) {
    const drawn = Array.from({ length: Math.min(AT_ONCE, payments - begun) }, () => [chance.pick(names), 1 + chance.below(5_000), chance.pick(METHODS)] as const)
    await Promise.all(drawn.map((lot) => one(...lot)))
  }
  return storm
}

/** One way was closed or heard of in time: the channel takes no money by it any more. */
function closedMeanwhile(error: Error): void {
  if (!error.message.includes('ORDER_CLOSED')) throw error
}

function refusalOnly(error: { extensions?: { code?: string } }): undefined {
  if (!error.extensions?.code) throw error
}
