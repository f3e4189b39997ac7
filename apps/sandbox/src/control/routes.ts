import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { World } from '../app.ts'
import { faultModes, systems, type Fault, type System } from '../faults.ts'
import { HisError } from '../his/outcome.ts'
import { PayError } from '../wechatpay/errors.ts'
import { billingControl } from './billing.ts'
import { billsControl } from './bills.ts'
import { boardControl } from './board.ts'
import { hisControl } from './his.ts'
import { identityControl } from './identity.ts'
import { insuranceControl } from './insurance.ts'
import { payControl } from './pay.ts'
import { wechatControl } from './wechat.ts'
import { receiptTricks, type ReceiptTrick } from '../sms/receipts.ts'
import { controlPage } from './page.ts'
import { CounterError } from '../counter/counter.ts'
import { counterControl } from './counter.ts'

export interface ControlOptions {
  world: World
}

export class ControlError extends Error {
  readonly statusCode = 400
}

/** The levers of the outside world: for tests, demonstrations, and the page at `/`. */
export async function controlRoutes(app: FastifyInstance, { world }: ControlOptions) {
  app.addHook('onRequest', async (request) => refuseStrangers(request))
  app.setErrorHandler((error, _request, reply) => {
    const status = error instanceof HisError || error instanceof PayError || error instanceof CounterError ? error.status : ((error as { statusCode?: number }).statusCode ?? 500)
    return reply.code(status).send({ error: (error as { code?: string }).code ?? 'REFUSED', message: (error as Error).message })
  })

  app.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(controlPage()))
  app.get('/_control/state', () => stateOf(world))

  app.post('/_control/clock/advance', (request) => {
    const { ms } = jsonOf<{ ms?: number }>(request)
    if (!Number.isSafeInteger(ms) || ms! < 0) throw new ControlError('ms must be a whole number, not negative')
    world.clock.advance(ms!)
    world.rota.extend()
    void world.desk.tick()
    for (const counter of Object.values(world.counters)) void counter.tick()
    return stateOf(world)
  })
  app.post('/_control/clock/reset', () => {
    world.clock.resetAdvance()
    return stateOf(world)
  })

  app.post('/_control/faults', (request) => {
    const { system, ...fault } = jsonOf<Fault & { system: System }>(request)
    if (!systems.includes(system) || !faultModes.includes(fault.mode)) throw new ControlError(`system is one of ${systems.join(', ')}; mode one of ${faultModes.join(', ')}`)
    world.faults.set(system, fault)
    return world.faults.list()
  })
  app.post('/_control/faults/clear', (request) => {
    world.faults.clear(jsonOf<{ system?: System }>(request).system)
    return world.faults.list()
  })

  app.get<{ Querystring: { phone?: string; template?: string } }>('/_control/sms', ({ query: { phone, template } }) => world.outbox.list({ phone, templates: template ? codesOf(world, template) : undefined }))
  app.post('/_control/sms/numbers', (request) => {
    const { phone, code } = jsonOf<{ phone?: string; code?: string }>(request)
    if (!phone || !code) throw new ControlError('phone and code are required')
    world.outbox.answerNumber(phone, code)
    return { phone, code }
  })
  app.post('/_control/sms/templates', (request) => {
    const { template, approved } = jsonOf<{ template?: string; approved?: boolean }>(request)
    if (!template || typeof approved !== 'boolean') throw new ControlError('template and approved are required')
    world.outbox.approveTemplate(template, approved)
    return { template, approved }
  })
  app.post('/_control/sms/gateway', (request) => {
    const { url } = jsonOf<{ url?: string }>(request)
    if (!url?.startsWith('http://127.0.0.1')) throw new ControlError('url is an address of this machine')
    world.receipts.tell(url)
    return { url }
  })
  app.post('/_control/sms/receipts', async (request) => {
    const { serialNo, trick } = jsonOf<{ serialNo?: string; trick?: ReceiptTrick }>(request)
    if (!serialNo || !trick || !receiptTricks.includes(trick)) throw new ControlError(`serialNo, and trick: one of ${receiptTricks.join(', ')}`)
    return { text: await world.receipts.trick(serialNo, trick) }
  })

  app.post('/_control/reset', () => {
    resetWorld(world)
    return stateOf(world)
  })

  await app.register(payControl, { world })
  await app.register(counterControl, { world })
  await app.register(hisControl, { world })
  await app.register(boardControl, { world })
  await app.register(billingControl, { world })
  await app.register(wechatControl, { world })
  await app.register(identityControl, { world })
  await app.register(insuranceControl, { world })
  await app.register(billsControl, { world })
}

/** Only this machine's own pages and programs: no foreign site may pull a lever through the browser. */
function refuseStrangers(request: FastifyRequest) {
  const local = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/
  const { origin } = request.headers
  if (!local.test(request.host) || (origin !== undefined && origin !== `http://${request.host}`)) {
    throw Object.assign(new ControlError('Control is for this machine only'), { statusCode: 403 })
  }
}

export function jsonOf<T extends object>(request: FastifyRequest): T {
  if (!Buffer.isBuffer(request.body) || request.body.length === 0) return {} as T
  try {
    return JSON.parse(request.body.toString('utf8')) as T
  } catch {
    throw new ControlError('The body is not JSON')
  }
}

/** Asked for by the house's name, whichever provider sent it. */
const codesOf = ({ keys: { merchant } }: World, name: string) => [merchant.sms.templates[name], merchant.aliyunSms!.templates[name], name].filter((code) => code !== undefined)

const stateOf = ({ clock, faults, desk }: World) => ({
  now: new Date(clock.now()).toISOString(),
  advancedMs: clock.advancedMs(),
  faults: faults.list(),
  callbacksHeld: desk.notifier.held(),
  callbacksDue: desk.notifier.countDue(),
})

const kept = ['resource', 'param', 'trade', 'refund', 'notification', 'counter_trade', 'counter_refund', 'counter_notice', 'sms', 'sms_number', 'wechat_token', 'wechat_code', 'wechat_follower', 'wechat_agreement', 'wechat_message', 'wechat_push', 'wechat_oauth_code', 'wechat_job_end', 'sms_unapproved', 'sms_receipt', 'face_check', 'health_token', 'health_user_code', 'health_card', 'health_code', 'health_usage', 'insurance_voucher', 'insurance_order', 'insurance_refund', 'insurance_notice', 'card_account', 'card_movement', 'his_money', 'his_refund', 'setting']

/** Everything but the keys as on the first day. */
function resetWorld(world: World) {
  world.faults.clear()
  world.bills.clear()
  world.wechat.forget()
  world.insurance.tricks.clear()
  world.clock.resetAdvance()
  world.database.transaction(() => {
    for (const table of kept) world.database.run(`DELETE FROM ${table}`)
  })
  world.open()
}
