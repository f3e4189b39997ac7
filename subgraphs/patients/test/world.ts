import { fileURLToPath } from 'node:url'
import { ANONYMOUS, type Viewer } from '@hospital/access/viewer'
import type { OutboundLimits } from '@hospital/connectors/outbound'
import { newId } from '@hospital/database/identifier'
import type { EventName, EventPayloads } from '@hospital/events/catalogue'
import { openTestSubgraph, type TestSubgraph } from '@hospital/subgraph/testing'
import { openScene, type Scene } from '../../../apps/sandbox/test/scene.ts'
import { createSubgraph } from '../src/subgraph.ts'
import { nextIdCard } from './id-card.ts'

export interface World extends TestSubgraph {
  outside: Scene
  /** Data of an operation that must succeed. */
  must<T = any>(viewer: Viewer, source: string, variables?: Record<string, unknown>): Promise<T>
  /** The code of an operation that must be refused. */
  refusal(viewer: Viewer, source: string, variables?: Record<string, unknown>): Promise<string | undefined>
  deliver<E extends EventName>(event: E, data: EventPayloads[E]): Promise<void>
  emitted<E extends EventName>(event: E): Promise<EventPayloads[E][]>
  /** Both clocks. */
  advance(milliseconds: number): Promise<void>
  /** Asks for a code; it is read from the provider's outbox. */
  codeFor(phone: string): Promise<string>
  signIn(phone?: string): Promise<SignedIn>
  /** As the session sees the world at this moment. */
  viewer(sessionId: string): Promise<Viewer & { kind: 'PATIENT' }>
  person(sessionId: string, input?: Record<string, unknown>): Promise<any>
}

export interface SignedIn {
  phone: string
  sessionId: string
  refreshToken: string
}

/** Short, so that a lost answer does not hold a test up; a circuit that opens would answer for the other side. */
const LIMITS: Partial<OutboundLimits> = { timeoutMs: 3_000, circuit: { failures: 1_000, openForMs: 1 } }

export const REQUEST_CODE = 'mutation ($phone: String!) { requestSmsCode(input: { phone: $phone }) { retryAfterSeconds expiresInSeconds } }'
export const SIGN_IN = 'mutation ($phone: String!, $code: String!, $agreed: Boolean = true) { signInBySms(input: { phone: $phone, code: $code, agreed: $agreed }) { accessToken refreshToken expiresAt } }'
export const ADD = 'mutation ($input: AddPatientInput!) { addPatient(input: $input) { id name sex birthDate age relationship isMinor isDefault maskedIdCard maskedPhone guardianName hisPatientId recordNumber hisState cards { id kind number isDefault sortOrder } } }'

let phones = 13900000000

/** Patients on a database of its own, beside a HIS and an SMS provider of its own. */
export async function openWorld(): Promise<World> {
  const outside = await openScene()
  const connectors = outside.connect(LIMITS)
  const subgraph = await openTestSubgraph('patients', fileURLToPath(new URL('../migrations', import.meta.url)), createSubgraph, connectors)
  const world: World = {
    ...subgraph, outside,
    async must(viewer, source, variables) {
      const { data, errors } = await subgraph.execute(viewer, source, variables)
      if (errors) throw errors[0]!.originalError ?? errors[0]!
      return data as never
    },
    async refusal(viewer, source, variables) {
      const { errors } = await subgraph.execute(viewer, source, variables)
      return errors?.[0]?.extensions.code as string | undefined
    },
    deliver: (event, data) => subgraph.subgraph.jobs[`patients.on.${event}`]!({ id: newId(), event, data }),
    async emitted(event) {
      const jobs = await subgraph.waitingJobs()
      return jobs.filter(({ task }) => task.endsWith(`.on.${event}`)).map(({ payload }) => payload.data as never)
    },
    async advance(milliseconds) {
      subgraph.clock.advance(milliseconds)
      await outside.control('clock/advance', { ms: milliseconds })
    },
    async codeFor(phone) {
      await world.must(ANONYMOUS, REQUEST_CODE, { phone })
      const [sms] = await outside.look<{ params: string[] }[]>(`sms?template=SIGN_IN_CODE&phone=${phone}`)
      return sms!.params[0]!
    },
    async signIn(phone = String(++phones)) {
      const { signInBySms: { refreshToken } } = await world.must(ANONYMOUS, SIGN_IN, { phone, code: await world.codeFor(phone) })
      return { phone, refreshToken, sessionId: refreshToken.split('.')[0] }
    },
    async viewer(sessionId) {
      const view = await subgraph.subgraph.viewerOf!(sessionId)
      return view!.viewer as Viewer & { kind: 'PATIENT' }
    },
    async person(sessionId, input = {}) {
      const { addPatient } = await world.must(await world.viewer(sessionId), ADD, { input: { name: '周文静', idCard: nextIdCard(), relationship: 'OTHER', ...input } })
      return addPatient
    },
    async close() {
      await subgraph.close()
      await connectors.disconnect()
      await outside.remove()
    },
  }
  return world
}
