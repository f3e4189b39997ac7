import type { Sql } from 'postgres'
import type { Cashier } from '../cashier.ts'
import { chanceFrom } from '../random.ts'
import { actFor, type Payer } from './payer.ts'

interface Job {
  task: string
  payload: unknown
  payer?: Payer
}

/** Runs jobs as they fall due, beside whatever else happens, in any order; now and then one is delivered twice, as it may be. */
export interface Worker {
  /** Only jobs of these are known by who they are for. */
  knows(payers: readonly Payer[]): void
  /** Until nothing is due any more, but for those who sleep. */
  idle(): Promise<void>
  stop(): Promise<void>
}

const AT_ONCE = 12
/** As graphile-worker would, sooner. */
const TRIES = 6
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

export function startWorker(cashier: Cashier, sql: Sql): Worker {
  const chance = chanceFrom(1)
  const byAccount = new Map<string, Payer>()
  const running = new Set<Promise<void>>()
  let sleeping: Job[] = []
  let quiet = 0
  let took = 0
  let stopped = false

  async function due(): Promise<Job[]> {
    // What is for other subgraphs is taken too, and left undone.
    const taken = await sql<{ task: string; payload: object }[]>`
      with due as (
        select j.id, t.identifier from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
        where j.run_at <= greatest(${cashier.clock.now().toISOString()}::timestamptz, now()) limit 500 for update of j skip locked)
      delete from graphile_worker._private_jobs j using due where j.id = due.id returning due.identifier as task, j.payload`
    took = taken.length
    const rows = taken.filter(({ task }) => task.startsWith('finance.'))
    const accounts = await accountsOf(rows.map(({ payload }) => payload))
    return rows.map(({ task, payload }, at) => ({ task, payload, payer: byAccount.get(accounts[at] ?? '') }))
  }

  /** Whether something is still on its way into the queue. */
  const promised = async () => (await sql`select 1 from finance.outbox limit 1`).length > 0

  /** Whom each is for: by the first thing it names that is somebody's. */
  async function accountsOf(payloads: object[]): Promise<(string | undefined)[]> {
    const named = payloads.map((payload) => JSON.stringify(payload).match(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g) ?? [])
    const ids = [...new Set(named.flat())]
    if (!ids.length) return []
    const rows = await sql<{ id: string; account: string }[]>`
      select id, account_id as account from finance."order" where id = any(${ids}::uuid[])
      union all select id, account_id from finance.payment where id = any(${ids}::uuid[])
      union all select id, account_id from finance.inpatient_deposit where id = any(${ids}::uuid[])
      union all select r.id, o.account_id from finance.refund r join finance."order" o on o.id = r.order_id where r.id = any(${ids}::uuid[])
      union all select b.id, o.account_id from finance.outpatient_bill b join finance."order" o on o.id = b.order_id where b.id = any(${ids}::uuid[])`
    const owner = new Map(rows.map(({ id, account }) => [id, account]))
    return named.map((one) => one.map((id) => owner.get(id)).find((account) => account !== undefined))
  }

  async function run({ task, payload, payer }: Job): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        const work = () => cashier.subgraph.jobs[task]!(payload)
        return payer ? await actFor(payer, work) : await work()
      } catch (error) {
        if (tries === TRIES) return void payer?.complaints.push(`${task} fails: ${(error as Error).cause ?? (error as Error).message}`)
        await pause(15 * tries)
      }
    }
  }

  const shuffled = (jobs: Job[]): Job[] => jobs.map((job) => ({ job, at: chance.below(1_000_000) })).sort((one, other) => one.at - other.at).map(({ job }) => job)

  function begin(job: Job): void {
    const one = run(job).finally(() => running.delete(one))
    running.add(one)
  }

  async function live(): Promise<void> {
    while (!stopped) {
      const all = [...(await due()), ...sleeping]
      sleeping = all.filter(({ payer }) => payer?.asleep)
      const jobs = shuffled(all.filter(({ payer }) => !payer?.asleep))
      quiet = took || jobs.length || running.size || (await promised()) ? 0 : quiet + 1
      for (const job of jobs) {
        while (running.size >= AT_ONCE) await Promise.race(running)
        begin(job)
        if (chance.happens(0.1)) begin(job)
      }
      if (!jobs.length) await pause(running.size ? 2 : 8)
    }
    await Promise.all(running)
  }
  const living = live()
  // Whoever waits for it is told.
  living.catch(() => {})

  return {
    knows: (payers) => void payers.forEach((payer) => byAccount.set(payer.viewer.accountId, payer)),
    async idle() {
      for (quiet = 0; quiet < 3; ) await Promise.race([living, pause(4)])
    },
    async stop() {
      stopped = true
      await living
    },
  }
}
