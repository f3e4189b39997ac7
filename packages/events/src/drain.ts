import type { Sql } from 'postgres'

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

  const move = () => sql`
    with moved as (
      delete from ${sql(schema)}.outbox where id in (select id from ${sql(schema)}.outbox order by id limit ${BATCH} for update skip locked)
      returning task, payload, run_at, job_key
    )
    select count(jobs.add(task, payload, run_at, job_key))::int as moved from moved`

  async function run() {
    do {
      again = false
      try {
        while (!stopped && (await move())[0]!.moved === BATCH);
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

  const backstop = setInterval(poke, BACKSTOP_MS)
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
