import { join } from 'node:path'
import Fastify, { type FastifyInstance } from 'fastify'
import { createClock, type Clock } from './clock.ts'
import { controlRoutes } from './control/routes.ts'
import { createBillTricks, type BillTricks } from './bill-tricks.ts'
import { alipayRoutes } from './alipay/routes.ts'
import { createCounter, type Counter, type CounterChannel } from './counter/counter.ts'
import { createNotices } from './counter/notices.ts'
import { openDatabase, type Database } from './database.ts'
import { checkPage } from './faceid/check-page.ts'
import { createChecks, type Checks } from './faceid/checks.ts'
import { faceIdRoutes } from './faceid/routes.ts'
import { createFaults, exposeToFaults, type Faults } from './faults.ts'
import { authorizePage } from './healthcard/authorize-page.ts'
import { createHealthPlatform, type HealthPlatform } from './healthcard/platform.ts'
import { healthCardRoutes } from './healthcard/routes.ts'
import type { Hospital } from './his/appointments.ts'
import { createBoardNotices, type BoardNotices } from './his/board-notices.ts'
import { registerKnownPatients } from './his/patients.ts'
import { createCardAccounts, type CardAccounts } from './his/card-accounts.ts'
import { createResourceStore } from './his/resources.ts'
import { hisRoutes } from './his/routes.ts'
import { createRota, type Rota } from './his/schedules.ts'
import { coreRoutes } from './insurance/core-routes.ts'
import { createInsuranceDesk, type InsuranceDesk } from './insurance/desk.ts'
import { insuranceRoutes } from './insurance/routes.ts'
import { voucherPage } from './insurance/voucher-page.ts'
import { loadKeys, type Keys } from './keys.ts'
import { createOutbox, type Outbox } from './sms/outbox.ts'
import { aliyunSmsRoutes } from './sms/aliyun-routes.ts'
import { createReceipts, type Receipts } from './sms/receipts.ts'
import { smsRoutes } from './sms/routes.ts'
import { createAccount, type Account } from './wechat/account.ts'
import { oauthPage } from './wechat/authorize-page.ts'
import { wechatRoutes } from './wechat/routes.ts'
import { unionpayRoutes } from './unionpay/routes.ts'
import { createDesk, type Desk } from './wechatpay/desk.ts'
import { createNotifier } from './wechatpay/notifier.ts'
import { payPage } from './wechatpay/pay-page.ts'
import { createRefunds } from './wechatpay/refunds.ts'
import { wechatPayRoutes } from './wechatpay/routes.ts'
import { createSigning, type Signing } from './wechatpay/signing.ts'
import { createTrades } from './wechatpay/trades.ts'

export interface SandboxOptions {
  /** Keys and state live here: `${HOSPITAL_DATA_DIR}/sandbox`. */
  directory: string
  clockOffsetMs?: number
  environment?: string
  /** How many days of clinics there are, fourteen when not said. Tests that need no more ask for fewer. */
  rollingDays?: number
  /** Where the official account tells what happens, until another address is set. */
  pushAddress?: string
  /** Where the hospital takes receipts of text messages, until it says otherwise. */
  gatewayUrl?: string
}

/** Everything outside the house, in one process. */
export interface World {
  database: Database
  clock: Clock
  keys: Keys
  faults: Faults
  hospital: Hospital
  rota: Rota
  desk: Desk
  counters: Record<CounterChannel, Counter>
  signing: Signing
  outbox: Outbox
  wechat: Account
  receipts: Receipts
  checks: Checks
  healthCards: HealthPlatform
  insurance: InsuranceDesk
  cards: CardAccounts
  bills: BillTricks
  boardNotices: BoardNotices
  /** Opens the hospital: its data and its next fourteen days. */
  open(): void
}

const heartbeatMs = 250

/** Refuses production: these keys and this money are not real. */
export async function createSandbox(options: SandboxOptions): Promise<FastifyInstance> {
  if ((options.environment ?? process.env.NODE_ENV) === 'production') throw new Error('The sandbox does not run in production')
  const world = createWorld(options)
  world.open()
  const app = Fastify({ forceCloseConnections: true, bodyLimit: 4 * 1024 * 1024, routerOptions: { maxParamLength: 200 } })
  keepBodiesRaw(app)

  app.get('/health', () => ({ status: 'ok' }))
  await app.register(
    async (his) => {
      exposeToFaults(his, 'his', world.faults)
      await hisRoutes(his, { hospital: world.hospital, rota: world.rota, cards: world.cards, bills: world.bills, boardNotices: world.boardNotices, token: world.keys.merchant.his.token })
    },
    { prefix: '/his/fhir' },
  )
  await app.register(
    async (wechatpay) => {
      exposeToFaults(wechatpay, 'wechatpay', world.faults)
      await wechatPayRoutes(wechatpay, world)
    },
    { prefix: '/wechatpay/v3' },
  )
  await app.register(payPage, { prefix: '/wechatpay/pay', desk: world.desk, clock: world.clock })
  for (const [channel, routes] of [['alipay', alipayRoutes], ['unionpay', unionpayRoutes]] as const) {
    await app.register(
      async (scope) => {
        exposeToFaults(scope, channel, world.faults)
        await routes(scope, { counter: world.counters[channel], bills: world.bills, clock: world.clock, keys: world.keys })
      },
      { prefix: `/${channel}` },
    )
  }
  await app.register(
    async (sms) => {
      exposeToFaults(sms, 'sms', world.faults)
      await smsRoutes(sms, { account: world.keys.merchant.sms, outbox: world.outbox })
    },
    { prefix: '/sms' },
  )
  await app.register(
    async (wechat) => {
      exposeToFaults(wechat, 'wechat', world.faults)
      await wechatRoutes(wechat, { account: world.wechat })
    },
    { prefix: '/wechat' },
  )
  await app.register(oauthPage, { prefix: '/wechat/connect/oauth2', account: world.wechat })
  await app.register(
    async (sms) => {
      exposeToFaults(sms, 'sms', world.faults)
      await aliyunSmsRoutes(sms, { account: world.keys.merchant.aliyunSms!, outbox: world.outbox })
    },
    { prefix: '/aliyun-sms' },
  )
  await app.register(
    async (faceid) => {
      exposeToFaults(faceid, 'faceid', world.faults)
      await faceIdRoutes(faceid, { account: world.keys.merchant.faceid, checks: world.checks })
    },
    { prefix: '/faceid' },
  )
  await app.register(checkPage, { prefix: '/faceid/check', checks: world.checks })
  await app.register(
    async (healthcard) => {
      exposeToFaults(healthcard, 'healthcard', world.faults)
      await healthCardRoutes(healthcard, { apps: world.keys.merchant.healthCards, platform: world.healthCards })
    },
    { prefix: '/healthcard' },
  )
  await app.register(authorizePage, { prefix: '/healthcard/authorize', platform: world.healthCards })
  await app.register(
    async (insurance) => {
      exposeToFaults(insurance, 'insurance', world.faults)
      await insuranceRoutes(insurance, { desk: world.insurance })
    },
    { prefix: '/insurance' },
  )
  await app.register(
    async (core) => {
      exposeToFaults(core, 'insurance', world.faults)
      await coreRoutes(core, { desk: world.insurance })
    },
    { prefix: '/insurance-core' },
  )
  await app.register(voucherPage, { prefix: '/insurance/voucher', desk: world.insurance })
  await app.register(controlRoutes, { world })

  const heartbeat = setInterval(() => {
    void Promise.all([world.desk.tick(), world.wechat.pusher.tick(), world.receipts.deliverDue(), world.insurance.notices.deliverDue(), ...Object.values(world.counters).map((counter) => counter.tick())])
  }, heartbeatMs)
  app.addHook('onClose', async () => {
    clearInterval(heartbeat)
    await world.desk.notifier.close()
    await Promise.all(Object.values(world.counters).map((counter) => counter.notices.close()))
    await world.wechat.pusher.close()
    await world.receipts.close()
    await world.boardNotices.close()
    await world.insurance.notices.close()
    world.database.close()
  })
  return app
}

/** What is signed is bytes; so every body stays as it came. */
function keepBodiesRaw(app: FastifyInstance) {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
}

function createWorld({ directory, clockOffsetMs = 0, rollingDays, pushAddress = 'http://127.0.0.1:4000/callbacks/wechat/push', gatewayUrl }: SandboxOptions): World {
  const keys = loadKeys(directory)
  const database = openDatabase(directory)
  const clock = createClock(database, clockOffsetMs)
  const hospital: Hospital = { database, clock, store: createResourceStore(database, clock) }
  const rota = createRota(database, hospital.store, clock, rollingDays)
  const signing = createSigning(keys)
  const trades = createTrades(database, clock)
  const desk = createDesk(keys.merchant.wechatpay.mchId, trades, createRefunds(database, clock, trades), createNotifier(database, clock, signing))
  const bills = createBillTricks()
  const counters = openCounters(database, clock)
  const receipts = createReceipts(database, clock, { gatewayUrl, secrets: { tencent: keys.merchant.sms.callbackSecret, aliyun: keys.merchant.aliyunSms!.callbackSecret } })
  return {
    database,
    clock,
    keys,
    faults: createFaults(),
    hospital,
    rota,
    desk,
    counters,
    signing,
    outbox: createOutbox(database, clock, receipts),
    wechat: createAccount(database, clock, keys.merchant.wechat, pushAddress),
    receipts,
    checks: createChecks(database, clock),
    healthCards: createHealthPlatform(database, clock),
    insurance: createInsuranceDesk(hospital, keys.merchant.insurance, keys.insurance, bills),
    cards: createCardAccounts(hospital),
    bills,
    boardNotices: createBoardNotices(database, keys.merchant.his.noticeToken, gatewayUrl),
    open() {
      rota.extend()
      registerKnownPatients(hospital)
    },
  }
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Each channel tells merchants up a ladder of its own, until they answer as it wants. */
function openCounters(database: Database, clock: Clock): Record<CounterChannel, Counter> {
  const alipay = createNotices({ channel: 'alipay', database, clock, ladder: [4 * MINUTE, 10 * MINUTE, 10 * MINUTE, HOUR, 2 * HOUR, 6 * HOUR, 15 * HOUR], taken: (_, text) => text === 'success' })
  const unionpay = createNotices({ channel: 'unionpay', database, clock, ladder: [MINUTE, 2 * MINUTE, 4 * MINUTE, 15 * MINUTE], taken: (status) => status === 200 })
  return {
    alipay: createCounter({ channel: 'alipay', database, clock, notices: alipay, refundMs: 0 }),
    unionpay: createCounter({ channel: 'unionpay', database, clock, notices: unionpay, refundMs: 1_000 }),
  }
}

export const sandboxDirectory = (environment: NodeJS.ProcessEnv) => join(environment.HOSPITAL_DATA_DIR ?? '.data', 'sandbox')
