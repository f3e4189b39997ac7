import { fileURLToPath } from 'node:url'
import { Secret, TOTP } from 'otpauth'
import { ANONYMOUS, service, type Viewer } from '@hospital/access/viewer'
import type { OutboundLimits } from '@hospital/connectors/outbound'
import { newId } from '@hospital/database/identifier'
import type { EventName, EventPayloads } from '@hospital/events/catalogue'
import { inTransaction } from '@hospital/subgraph/transaction'
import { openTestSubgraph, type TestSubgraph } from '@hospital/subgraph/testing'
import { openScene, type Scene } from '../../../apps/sandbox/test/scene.ts'
import type { PlatformContext } from '../src/context.ts'
import { ensureStaffAccount, type NewStaffAccount } from '../src/staff/staff-account.ts'
import { createSubgraph } from '../src/subgraph.ts'

export interface World extends TestSubgraph {
  outside: Scene
  /** The house itself, for what no operation does. */
  house: PlatformContext
  must<T = any>(viewer: Viewer, source: string, variables?: Record<string, unknown>): Promise<T>
  refusal(viewer: Viewer, source: string, variables?: Record<string, unknown>): Promise<string | undefined>
  deliver<E extends EventName>(event: E, data: EventPayloads[E], id?: string): Promise<void>
  emitted<E extends EventName>(event: E): Promise<EventPayloads[E][]>
  /** Runs a sync up to where clinical takes over; answers the job's id. */
  synchronise(): Promise<string>
  staff(account: Omit<NewStaffAccount, 'password'>): Promise<void>
}

export const PASSWORD = 'Hospital@2026'
export const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

let base = Date.now()

/** A test counts its half-minutes from its own beginning, so that one which ends meanwhile changes nothing: the window takes it in. */
export const beginTotp = () => { base = Date.now() }

/** What an authenticator shows, `steps` of half a minute from the test's beginning. */
export const totpCode = (steps = 0, secret = TOTP_SECRET) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: base + steps * 30_000 })

const LIMITS: Partial<OutboundLimits> = { circuit: { failures: 1_000, openForMs: 1 } }

/** Platform on a database of its own, beside a HIS of its own. */
export async function openWorld(): Promise<World> {
  const outside = await openScene()
  const connectors = outside.connect(LIMITS)
  const subgraph = await openTestSubgraph('platform', fileURLToPath(new URL('../migrations', import.meta.url)), createSubgraph, connectors)
  const house = subgraph.subgraph.contextFor({ viewer: service('platform'), requestId: newId(), origin: { ip: null, userAgent: null } }) as PlatformContext
  const world: World = {
    ...subgraph, outside, house,
    async must(viewer, source, variables) {
      const { data, errors } = await subgraph.execute(viewer, source, variables)
      if (errors) throw errors[0]!.originalError ?? errors[0]!
      return data as never
    },
    async refusal(viewer, source, variables) {
      const { errors } = await subgraph.execute(viewer, source, variables)
      return errors?.[0]?.extensions.code as string | undefined
    },
    deliver: (event, data, id = newId()) => subgraph.subgraph.jobs[`platform.on.${event}`]!({ id, event, data }),
    async emitted(event) {
      const jobs = await subgraph.waitingJobs()
      return jobs.filter(({ task }) => task.endsWith(`.on.${event}`)).map(({ payload }) => payload.data as never)
    },
    async synchronise() {
      const { startHisSync } = await world.must(service('test'), 'mutation { startHisSync { id } }')
      await subgraph.runJobs()
      return startHisSync.id
    },
    staff: (account) => inTransaction(house, (tx) => ensureStaffAccount(tx, { password: PASSWORD, ...account })),
    async close() {
      await subgraph.close()
      await connectors.disconnect()
      await outside.remove()
    },
  }
  return world
}

export const SIGN_IN = 'mutation ($login: String!, $password: String!) { signInStaff(input: { login: $login, password: $password }) { challenge totpEnrolled otpauthUri } }'
export const CONFIRM = 'mutation ($challenge: String!, $code: String!) { confirmTotp(input: { challenge: $challenge, code: $code }) { accessToken refreshToken } }'

/** Password and code; answers the session's refresh token. */
export async function signIn(world: World, login: string, { steps = 0, secret = TOTP_SECRET } = {}): Promise<{ sessionId: string; refreshToken: string }> {
  const { signInStaff } = await world.must(ANONYMOUS, SIGN_IN, { login, password: PASSWORD })
  const { confirmTotp } = await world.must(ANONYMOUS, CONFIRM, { challenge: signInStaff.challenge, code: totpCode(steps, secret) })
  return { sessionId: confirmTotp.refreshToken.split('.')[0], refreshToken: confirmTotp.refreshToken }
}
