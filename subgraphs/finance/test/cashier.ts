import { fileURLToPath } from 'node:url'
import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { service } from '@hospital/access/viewer'
import { newId } from '@hospital/database/identifier'
import { mountRoutes } from '@hospital/subgraph/routes'
import { administratorViewer, openTestSubgraph, patientViewer, type TestSubgraph } from '@hospital/subgraph/testing'
import type { FinanceContext } from '../src/context.ts'
import { createSubgraph } from '../src/subgraph.ts'
import { browserFor } from './scenario.ts'
import { openOutside, type Outside } from './outside.ts'

/** Finance with its callback address on a port of its own, and the outside world as the sandbox plays it. */
export interface Cashier extends TestSubgraph {
  outside: Outside
  patient: ReturnType<typeof patientViewer>
  accountant: ReturnType<typeof administratorViewer>
  house(): FinanceContext
  openOrder(amountFen?: number): Promise<string>
  start(orderIds: string[], method?: string): Promise<{ id: string; number: string; status: string }>
  /** Moves the hospital's clock and the channel's together. */
  advance(milliseconds: number): Promise<void>
}

const START = 'mutation ($input: StartPaymentInput!) { startPayment(input: $input) { id number status } }'

export async function openCashier(options: Parameters<typeof openOutside>[0] = {}): Promise<Cashier> {
  const outside = await openOutside(options)
  const app = Fastify()
  const port = await freePort()
  const finance = await openTestSubgraph('finance', fileURLToPath(new URL('../migrations', import.meta.url)),
    (installation) => createSubgraph({ ...installation, gatewayUrl: `http://127.0.0.1:${port}` }), outside.connectors)
  await mountRoutes(app, finance.subgraph.routes!)
  await app.listen({ port, host: '127.0.0.1' })
  const patient = patientViewer()
  return {
    ...finance, outside, patient,
    accountant: administratorViewer('ACCOUNTANT'),
    house: () => finance.subgraph.contextFor({ viewer: service('finance'), requestId: newId(), origin: { ip: null, userAgent: null } }) as FinanceContext,
    async openOrder(amountFen = 1_500) {
      const orderId = newId()
      await finance.subgraph.jobs['finance.on.order.due']!({ id: newId(), event: 'order.due', data: {
        orderId, kind: 'REGISTRATION', subjectType: 'Appointment', subjectId: newId(), title: '挂号费 心血管内科', amountFen, accountId: patient.accountId,
        patientId: patient.patientIds[0], institutionId: null, departmentId: null, practitionerId: null, payUntil: new Date(finance.clock.now().getTime() + 900_000).toISOString(),
      } })
      return orderId
    },
    async start(orderIds, method = 'WECHAT_H5') {
      const { data, errors } = await finance.execute<{ startPayment: never }>(patient, START, { input: { orderIds, method, openid: 'o-test', returnUrl: 'http://app.test/pay' } }, browserFor(method))
      if (errors) throw errors[0]
      return data!.startPayment
    },
    async advance(milliseconds) {
      finance.clock.advance(milliseconds)
      await outside.control('clock/advance', { ms: milliseconds })
    },
    async close() {
      await app.close()
      await finance.close()
      await outside.close()
    },
  }
}

async function freePort(): Promise<number> {
  const probe = Fastify()
  await probe.listen({ port: 0, host: '127.0.0.1' })
  const { port } = probe.server.address() as AddressInfo
  await probe.close()
  return port
}
