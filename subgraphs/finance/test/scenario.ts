import { fileURLToPath } from 'node:url'
import type { EventName, EventPayloads } from '@hospital/events/catalogue'
import { newId } from '@hospital/database/identifier'
import { service, type Viewer } from '@hospital/access/viewer'
import { administratorViewer, openTestSubgraph, patientViewer, type TestSubgraph } from '@hospital/subgraph/testing'
import { verifyLedger, type Discrepancy } from '../src/ledger/verify.ts'
import { createSubgraph } from '../src/subgraph.ts'
import type { FinanceContext } from '../src/context.ts'
import { createTestChannel, type TestChannel } from './channel.ts'

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url))

export type Due = EventPayloads['order.due']

export interface Scenario extends TestSubgraph {
  channel: TestChannel
  patient: Viewer & { kind: 'PATIENT' }
  accountant: Viewer & { kind: 'ADMINISTRATOR' }
  /** The house's own context, for what jobs and reactions do. */
  house(): FinanceContext
  due(facts?: Partial<Due>): Due
  deliver<E extends EventName>(event: E, data: EventPayloads[E], id?: string): Promise<void>
  /** An order of the patient that can be paid. */
  openOrder(facts?: Partial<Due>): Promise<Due>
  startPayment(orderIds: string[], method?: string, viewer?: Viewer): Promise<{ id: string; number: string; status: string; payUrl: string | null }>
  /** Started, paid at the channel and reported. */
  pay(orderIds: string[]): Promise<{ id: string; number: string }>
  /** Sends the channel's report through the subgraph's route's own function. */
  report(outTradeNo: string): Promise<boolean>
  statusOf(orderId: string): Promise<string>
  emitted(event: EventName): Promise<Record<string, unknown>[]>
  discrepancies(): Promise<Discrepancy[]>
}

/** One finance subgraph with a database of its own, a channel, a patient and an accountant. */
export async function openScenario(): Promise<Scenario> {
  const channel = createTestChannel(() => finance.clock.now())
  const finance = await openTestSubgraph('finance', MIGRATIONS, createSubgraph, { wechatpay: channel.port as never })
  const { applyCallback } = await import('../src/cashier/callback.ts')
  const patient = patientViewer()
  const house = () => finance.subgraph.contextFor({ viewer: service('finance'), requestId: newId(), origin: { ip: null, userAgent: null } }) as FinanceContext
  const due = (facts: Partial<Due> = {}): Due => ({
    orderId: newId(), kind: 'REGISTRATION', subjectType: 'Appointment', subjectId: newId(), title: '挂号费 心血管内科', amountFen: 2_500,
    accountId: patient.accountId, patientId: patient.patientIds[0]!, institutionId: null, departmentId: newId(), practitionerId: newId(),
    payUntil: new Date(finance.clock.now().getTime() + 15 * 60_000).toISOString(), ...facts,
  })
  const scenario: Scenario = {
    ...finance, channel, patient, house, due,
    accountant: administratorViewer('ACCOUNTANT'),
    deliver: (event, data, id = newId()) => finance.subgraph.jobs[`finance.on.${event}`]!({ id, event, data }),
    async openOrder(facts) {
      const one = due(facts)
      await scenario.deliver('order.due', one)
      return one
    },
    async startPayment(orderIds, method = 'WECHAT_H5', viewer = patient) {
      const { data, errors } = await finance.execute<{ startPayment: never }>(viewer, START, { input: { orderIds, method, returnUrl: 'http://app.test/orders', openid: method === 'WECHAT_JSAPI' ? 'openid' : null } }, browserFor(method))
      if (errors) throw errors[0]
      return data!.startPayment
    },
    async pay(orderIds) {
      const payment = await scenario.startPayment(orderIds)
      channel.pay(payment.number)
      await scenario.report(payment.number)
      return payment
    },
    report: (outTradeNo) => applyCallback(house(), channel.callbackOf(outTradeNo)),
    async statusOf(orderId) {
      const { data } = await finance.execute<{ order: { status: string } }>(administratorViewer(), 'query ($id: ID!) { order(id: $id) { status } }', { id: orderId })
      return data!.order.status
    },
    async emitted(event) {
      const deliveries = (await finance.waitingJobs()).filter(({ task }) => task.endsWith(`.on.${event}`)).map(({ payload }) => payload as unknown as { id: string; data: Record<string, unknown> })
      // One for each subscriber.
      return [...new Map(deliveries.map(({ id, data }) => [id, data])).values()]
    },
    discrepancies: () => verifyLedger(house()),
  }
  return scenario
}

const START = 'mutation ($input: StartPaymentInput!) { startPayment(input: $input) { id number status payUrl } }'

/** The browser in which a payer pays so: WeChat's own where it has to be. */
export const browserFor = (method: string): string | undefined => (method === 'WECHAT_JSAPI' ? 'Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0.49' : undefined)
