import type { OrderKind } from '../../src/orders/order.status.ts'
import { chanceFrom, type Chance } from '../random.ts'

export const CHANNEL_METHODS = ['WECHAT_JSAPI', 'WECHAT_H5', 'WECHAT_NATIVE', 'ALIPAY_WAP', 'UNIONPAY_FRONT'] as const
export type Method = (typeof CHANNEL_METHODS)[number] | 'HOSPITAL_CARD'
const SYSTEMS = ['his', 'wechatpay', 'alipay', 'unionpay', 'insurance'] as const
export type System = (typeof SYSTEMS)[number]

/** What may befall the money of one payer. Orders and payments are named by the number in which they came to be. */
export type Deed =
  | { do: 'order'; kind: OrderKind; fen: number; twice: boolean }
  | { do: 'start'; orders: number[]; method: Method }
  | { do: 'pay'; payment: number; notice: Notice; wrongFen?: number }
  /** Both at once, as most people do. */
  | { do: 'checkout'; orders: number[]; method: Method; notice: Notice }
  | { do: 'insure'; order: number; settle: boolean }
  | { do: 'notice'; payment: number; times: number }
  | { do: 'forge'; payment: number }
  | { do: 'fail' | 'refresh'; payment: number }
  | { do: 'cancel' | 'withdraw' | 'deliver'; order: number }
  | { do: 'refund'; order: number; percent: number; twice: 'no' | 'same key' | 'two keys' }
  | { do: 'ask'; order: number; approve: boolean }
  /** Somebody at the hospital: pays a bill or makes it void or dearer, ends a stay, takes from the card. */
  | { do: 'counter'; order: number; act: 'pay' | 'void' | 'revise' }
  | { do: 'read' }
  | { do: 'channel closes a refund' }
  | { do: 'outage'; system: System; fault: 'REFUSED' | 'LOST'; times: number }
  /** Jobs of this payer wait, as behind a long queue, until they wake. */
  | { do: 'sleep' | 'wake' }

/** Once at once, once much later, several at the same moment, or not at all, and of what goes back of it neither: then only asking helps. */
export type Notice = 'once' | 'late' | 'thrice' | 'never'

export interface Fate {
  seed: number
  terminal: 'H5' | 'WECHAT'
  /** What happens at the same time, and then what happens next. */
  moments: Deed[][]
}

/** The HIS has to be told of most. */
const BREAKABLE: readonly System[] = ['his', 'his', 'his', ...SYSTEMS]
const KINDS: OrderKind[] = ['REGISTRATION', 'REGISTRATION', 'CONSULTATION', 'OUTPATIENT_BILL', 'OUTPATIENT_BILL', 'INPATIENT_DEPOSIT', 'CARD_TOP_UP']
const METHODS: Record<Fate['terminal'], readonly Method[]> = {
  H5: ['WECHAT_H5', 'WECHAT_NATIVE', 'ALIPAY_WAP', 'ALIPAY_WAP', 'UNIONPAY_FRONT', 'UNIONPAY_FRONT', 'HOSPITAL_CARD'],
  WECHAT: ['WECHAT_JSAPI', 'WECHAT_JSAPI', 'WECHAT_NATIVE', 'HOSPITAL_CARD'],
}
const WEIGHTS: Record<Exclude<Deed['do'], 'order'>, number> = {
  checkout: 12, start: 4, pay: 4, insure: 5, notice: 4, forge: 1, fail: 1, refresh: 3, cancel: 3, withdraw: 3, deliver: 4, refund: 6, ask: 2, counter: 3, read: 2,
  'channel closes a refund': 1, outage: 6, sleep: 2, wake: 2,
}
const NAMES = Object.entries(WEIGHTS).flatMap(([name, weight]) => Array<keyof typeof WEIGHTS>(weight).fill(name as keyof typeof WEIGHTS))
/** Nothing of this keeps anybody from what they have paid for. */
const CALM: readonly (keyof typeof WEIGHTS)[] = ['checkout', 'start', 'pay', 'notice', 'notice', 'forge', 'refresh', 'deliver', 'read', 'read']
/** How many lives are calm: most rules are about trouble, but one is about those who had none. */
const CALM_SHARE = 0.15
const UNHEARD: Notice[] = ['late', 'never']
const NOTICES: Notice[] = ['once', 'late', 'thrice', 'never']

/** The same seed draws the same fate. */
export function drawFate(seed: number): Fate {
  const chance = chanceFrom(seed)
  const terminal = chance.happens(0.3) ? 'WECHAT' : 'H5'
  const orders = 1 + chance.below(3)
  const calm = chance.happens(CALM_SHARE)
  const first = Array.from({ length: orders }, () => drawOrder(chance))
  const moments = Array.from({ length: 3 + chance.below(4) }, () => Array.from({ length: 1 + chance.below(calm ? 2 : 3) }, () => drawDeed(chance, terminal, orders, calm ? CALM : NAMES)))
  // Most people pay what they have ordered, one way or another.
  const still = chance.happens(calm ? 0.6 : 0.25)
  if (still || chance.happens(0.7)) moments[0]!.push(drawPaying(chance, terminal, orders, still ? UNHEARD : NOTICES))
  if (!calm && chance.happens(0.35)) payInTwoParts(chance, terminal, orders, moments)
  if (!calm && chance.happens(0.25)) moments[0]!.push({ do: 'outage', system: chance.pick(BREAKABLE), fault: 'LOST', times: 1 + chance.below(3) })
  // A queue that stands still until long after the time to pay: nobody has heard of the payment but the channel.
  if (still) moments[calm ? 0 : 1]!.push({ do: 'sleep' })
  return { seed, terminal, moments: [first, ...moments] }
}

/** The insurer first, and then the rest, which now and then fails, or is given back as a whole. */
function payInTwoParts(chance: Chance, terminal: Fate['terminal'], orders: number, moments: Deed[][]): void {
  const order = chance.below(orders)
  const insure: Deed = { do: 'insure', order, settle: true }
  if (chance.happens(0.4)) {
    const start: Deed = { do: 'start', orders: [order], method: terminal === 'WECHAT' ? 'WECHAT_JSAPI' : 'WECHAT_H5' }
    // Before anybody pays in another way.
    return void moments.unshift([insure], [start], [{ do: 'fail', payment: 0 }, { do: 'refresh', payment: 0 }])
  }
  moments[0]!.push(insure)
  moments[1]!.push({ do: 'checkout', orders: [order], method: chance.pick(METHODS[terminal]), notice: chance.pick(NOTICES) })
  if (chance.happens(0.4)) moments.at(-1)!.push({ do: 'refund', order, percent: 100, twice: 'no' })
}

function drawPaying(chance: Chance, terminal: Fate['terminal'], orders: number, notices: Notice[]): Deed {
  return { do: 'checkout', orders: chance.some(Array.from({ length: orders }, (_, at) => at), 3), method: chance.pick(METHODS[terminal]), notice: chance.pick(notices) }
}

function drawOrder(chance: Chance): Deed {
  const kind = chance.pick(KINDS)
  return { do: 'order', kind, fen: kind === 'INPATIENT_DEPOSIT' ? 10_000 + chance.below(5_000) : 100 + chance.below(4_900), twice: chance.happens(0.2) }
}

function drawDeed(chance: Chance, terminal: Fate['terminal'], orders: number, names: readonly (keyof typeof WEIGHTS)[]): Deed {
  const order = () => chance.below(orders)
  const some = () => chance.some(Array.from({ length: orders }, (_, at) => at), 2)
  const payment = () => chance.below(4)
  const method = () => chance.pick(METHODS[terminal])
  const notice = (): Notice => chance.pick(['once', ...NOTICES])
  const name = chance.pick(names)
  switch (name) {
    case 'checkout': return { do: name, orders: some(), method: method(), notice: notice() }
    case 'start': return { do: name, orders: some(), method: method() }
    case 'pay': return { do: name, payment: payment(), notice: notice(), ...(chance.happens(0.05) && { wrongFen: 1 + chance.below(9_999) }) }
    case 'insure': return { do: name, order: order(), settle: chance.happens(0.85) }
    case 'notice': return { do: name, payment: payment(), times: 1 + chance.below(3) }
    case 'forge': case 'fail': case 'refresh': return { do: name, payment: payment() }
    case 'cancel': case 'withdraw': case 'deliver': return { do: name, order: order() }
    case 'refund': return { do: name, order: order(), percent: chance.pick([100, 100, 60, 30]), twice: chance.pick(['no', 'same key', 'two keys']) }
    case 'ask': return { do: name, order: order(), approve: chance.happens(0.7) }
    case 'counter': return { do: name, order: order(), act: chance.pick(['pay', 'void', 'revise']) }
    case 'outage': return { do: name, system: chance.pick(BREAKABLE), fault: chance.pick(['REFUSED', 'LOST']), times: 1 + chance.below(4) }
    case 'read': case 'channel closes a refund': case 'sleep': case 'wake': return { do: name }
  }
}

/** As a person reads it who looks for what went wrong. */
export const printFate = ({ terminal, moments }: Fate): string =>
  [`  at ${terminal}`, ...moments.map((deeds, at) => `  ${at + 1}. ${deeds.map((deed) => JSON.stringify(deed)).join('  and at the same time  ')}`)].join('\n')
