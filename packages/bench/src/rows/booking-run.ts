import { makePatients } from '../house/data.ts'
import { idOf } from '../house/ids.ts'
import { HOLD, bodyOf } from '../house/operations.ts'
import { signInPatient, type SignedIn } from '../house/people.ts'
import type { HttpRequest } from '../load/http.ts'
import type { HttpRunResult } from '../load/http-process.ts'
import type { Child } from '../process/child.ts'
import { cpuSecondsOf } from '../process/usage.ts'
import type { RowContext } from './row.ts'

const FIRST_BOOKER = 20_001
/** More than one process books in a second. */
const MOST_A_SECOND = 2_500
const CONNECTIONS = 16

/** People who book, each once a round, through the gateway of the whole hospital. */
export interface Bookers {
  gateway: Child
  people: SignedIn[]
  /** Books for everybody until the time is over; `slotOf` says where. Every booking that was answered must be in the table, and no other. */
  book(slotOf: (number: number) => string): Promise<HttpRunResult & { cpu: number }>
  close(): Promise<void>
}

export async function openBookers({ world, load, seconds }: RowContext): Promise<Bookers> {
  const count = Math.ceil(MOST_A_SECOND * Math.max(seconds, 1))
  const [{ exist }] = (await world.sql`select count(*)::int as exist from patients.account where id >= ${idOf('account', FIRST_BOOKER)}`) as unknown as [{ exist: number }]
  if (exist < count) await makePatients(world, FIRST_BOOKER + exist, FIRST_BOOKER + count - 1)
  await world.sql.unsafe('analyze patients.account; analyze patients.patient; analyze patients.session')
  const people = await Promise.all(Array.from({ length: count }, (_, i) => signInPatient(world, FIRST_BOOKER + i)))
  const gateway = await world.start({ name: 'gateway-booking', script: 'packages/bench/src/house/gateway-process.ts', settings: { data: 'postgres' } })
  return {
    gateway, people,
    async book(slotOf) {
      await clearHolds(world)
      const requests: HttpRequest[] = people.map(({ headers, patientId, number }) => ({ headers, body: bodyOf('registered', HOLD, { input: { slotId: slotOf(number), patientId } }) }))
      const before = cpuSecondsOf(gateway.pid)
      const result = await load.run({ target: { port: gateway.ready.port, path: '/graphql' }, requests, mode: 'once', connections: CONNECTIONS, seconds, counting: '"status":"HELD"' })
      const cpu = cpuSecondsOf(gateway.pid) - before
      const [{ held }] = (await world.sql`select count(*)::int as held from clinical.appointment where status = 'HELD'`) as unknown as [{ held: number }]
      const [{ taken }] = (await world.sql`select coalesce(sum(capacity - remaining), 0)::int as taken from clinical.slot`) as unknown as [{ taken: number }]
      if (result.failed || held !== result.counted || taken !== held) throw new Error(`${result.counted} bookings were answered, ${held} are kept, ${taken} places are taken, ${result.failed} requests failed: ${result.failure ?? ''}`)
      return { ...result, cpu }
    },
    close: () => gateway.stop(),
  }
}

/** Back to where nobody has booked, with nothing left to do in the background. */
export async function clearHolds({ sql }: RowContext['world']): Promise<void> {
  await until(async () => {
    const [row] = await sql`select (select count(*) from clinical.outbox) + (select count(*) from graphile_worker._private_jobs where run_at <= now() and attempts < max_attempts) as waiting`
    return Number(row!.waiting) === 0
  }, 20_000)
  await sql.unsafe(`
    delete from clinical.appointment where status = 'HELD';
    truncate clinical.trace, finance."order" cascade;
    delete from graphile_worker._private_jobs where locked_at is null;
    update clinical.slot set remaining = capacity where remaining <> capacity;
  `)
}

async function until(done: () => Promise<boolean>, patienceMs: number): Promise<void> {
  for (const end = Date.now() + patienceMs; Date.now() < end;) {
    if (await done()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
