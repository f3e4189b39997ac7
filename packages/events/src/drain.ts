import type { Sql } from 'postgres'
import { outboxLag, outboxMoved } from '@hospital/telemetry/metrics'

export interface Drain {
  /** A transaction that wrote outbox rows has committed: move them now. */
  poke(): void
  stop(): Promise<void>
}

const BATCH = 500
const BACKSTOP_MS = 1_000

/**
 * Moves outbox rows of one schema into the job queue, in one statement a batch: a row is either in the outbox or a job, never both or
 * neither. Poked right after commit; the backstop finds what a killed process left behind.
 */
export function startDrain(sql: Sql, schema: string, onError: (error: unknown) => void): Drain {
  let running: Promise<void> | undefined
  let again = false
  let stopped = false
  let emptyAt = Date.now()
  const movedRows = outboxMoved.labels({ subgraph: schema })

  const move = () => sql`
    with moved as (
      delete from ${sql(schema)}.outbox where id in (select id from ${sql(schema)}.outbox order by id limit ${BATCH} for update skip locked)
      returning task, payload, run_at, job_key
    )
    select count(jobs.add(task, payload, run_at, job_key))::int as moved from moved`

  async function moveAll() {
    for (let moved = BATCH; moved === BATCH && !stopped; ) {
      moved = (await move())[0]!.moved as number
      if (moved) movedRows.inc(moved)
    }
    emptyAt = Date.now()
  }

  async function run() {
    do {
      again = false
      try {
        await moveAll()
      } catch (error) {
        onError(error)
      }
    } while (again && !stopped)
  }

  function poke() {
    if (stopped) return
    if (running) {
      again = true
      return
    }
    running = run().finally(() => { running = undefined })
  }

  const backstop = setInterval(() => {
    outboxLag.set({ subgraph: schema }, (Date.now() - emptyAt) / 1000)
    poke()
  }, BACKSTOP_MS)
  backstop.unref()
  poke()
  return {
    poke,
    async stop() {
      stopped = true
      clearInterval(backstop)
      await running
    },
  }
}
