import type { Notice } from './fate.ts'
import { ownNumber, type Payer, type Started } from './payer.ts'
import type { World } from './world.ts'

/** Longer than any order waits to be paid. */
const LATE_MS = 4 * 3_600_000

const CHANNEL: Record<string, 'alipay' | 'unionpay' | undefined> = { ALIPAY_WAP: 'alipay', UNIONPAY_FRONT: 'unionpay' }

/** The payer pays at the channel, on its own page where it has one; the channel may have closed it meanwhile. */
export async function payAtChannel(world: World, payer: Payer, started: Started, notice: Notice, amountFen?: number): Promise<void> {
  const { number, method } = started
  if (method === 'HOSPITAL_CARD') return
  ownNumber(payer, number)
  const channel = CHANNEL[method]
  if (channel) await openPage(world, started, channel)
  const options = { callbackDelayMs: notice === 'late' ? LATE_MS : 0, mute: notice === 'never', ...(amountFen && { amountFen }) }
  const paid = await world.outside.control(channel ? `${channel}/pay/${number}` : `pay/${number}`, options).then(() => true, closedThere)
  if (!paid) return
  if (amountFen) for (const numbers of [payer.wrong, world.wrong]) numbers.add(number)
  else payer.accepted.push({ started, at: world.clock.now() })
  if (notice === 'thrice') await deliverNotice(world, started, 3)
}

/** At UnionPay and Alipay there is a trade once the payer has come to their page. */
async function openPage(world: World, { id, number }: Started, channel: 'alipay' | 'unionpay'): Promise<void> {
  const [row] = await world.sql<{ pay_url: string; pay_form: { url: string; fields: Record<string, string> } | null }[]>`select pay_url, pay_form from finance.payment where id = ${id} and number = ${number}`
  const form = row!.pay_form
  const answer = channel === 'alipay' ? await fetch(row!.pay_url) : form && await fetch(form.url, { method: 'POST', body: new URLSearchParams(form.fields) })
  await answer?.arrayBuffer()
}

/** The channel's newest notice of a payment, so many times at the same moment. */
export async function deliverNotice({ outside }: World, { number, method }: Started, times: number): Promise<void> {
  const channel = CHANNEL[method]
  const path = channel ? `${channel}/notices/${number}` : `wechatpay/callbacks/${number}`
  if (method !== 'HOSPITAL_CARD') await Promise.all(Array.from({ length: times }, () => outside.control(path, { trick: 'duplicate' }).catch(closedThere)))
}

/** A notice that is not the channel's has no effect, and is told so. */
export async function forgeNotice({ outside }: World, payer: Payer, { number, method }: Started): Promise<void> {
  const channel = CHANNEL[method]
  if (method === 'HOSPITAL_CARD') return
  const answer = await outside.control<{ status: number }>(channel ? `${channel}/notices/${number}` : `wechatpay/callbacks/${number}`, { trick: 'tampered' }).catch(closedThere)
  if (answer && answer.status !== 401) payer.complaints.push(`A forged notice of ${number} is answered ${answer.status}`)
}

/** Paid or closed already, never opened, or not told of yet. */
function closedThere(error: Error): undefined {
  if (!/: 4\d\d /.test(error.message)) throw error
}
