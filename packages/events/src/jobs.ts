import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Logger, parseCrontab, run, runMigrations, type Runner, type TaskList, type WorkerEvents } from 'graphile-worker'
import { postgres } from '@hospital/database/driver'
import { observedTasks } from './observed-tasks.ts'
import { holdPoolLock, sweepDeadPools } from './pool-life.ts'

/** The job tables and `jobs.add`, the one door through which subgraph roles put jobs. Run as the role that owns them. */
export async function migrateJobs(url: string): Promise<void> {
  await runMigrations({ connectionString: url })
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await sql.unsafe(JOBS_SCHEMA)
  } finally {
    await sql.end()
  }
}

const JOBS_SCHEMA = `
  create schema if not exists jobs;
  create table if not exists jobs.pool (pool_id text primary key, started_at timestamptz not null default now());
  create or replace function jobs.add(task text, payload jsonb, run_at timestamptz, job_key text) returns bigint
    language sql volatile security definer set search_path = pg_catalog, pg_temp
    as $$ select (graphile_worker.add_job(task, payload::json, null, run_at, 25, job_key, 0, null)).id $$;
  revoke all on function jobs.add from public;
`

export interface Worker {
  stop(): Promise<void>
}

export interface WorkerOptions {
  url: string
  tasks: TaskList
  /** Lines of `minute hour day month weekday task`, in UTC. A line that several processes have is still one job. */
  crontab?: readonly string[]
  concurrency?: number
  onError(error: unknown): void
}

/**
 * Runs jobs. The pool's life is a session advisory lock, which PostgreSQL drops the moment the process dies, so the jobs of a killed
 * process are taken over in seconds rather than after graphile-worker's four hours (`pool-life.ts`). A pool that gives up is replaced.
 */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const sweeping = sweepDeadPools(options.url, options.onError)
  let stopping = false
  let pool = await startPool(options)

  async function replaceWhenEnded(): Promise<void> {
    while (!stopping) {
      await pool.ended
      while (!stopping && !(await restart())) await sleep(RESTART_MS)
    }
  }
  async function restart(): Promise<boolean> {
    try {
      await pool.stop()
      pool = await startPool(options)
      return true
    } catch (error) {
      options.onError(error)
      return false
    }
  }

  const replacing = replaceWhenEnded()
  return {
    async stop() {
      stopping = true
      await sweeping.stop()
      await pool.stop()
      await replacing
      // one that was being replaced meanwhile
      await pool.stop()
    },
  }
}

const RESTART_MS = 500
/** A pool that begins to end has this long. One whose last jobs ended while the database was away counts them wrongly, and would never end. */
const GIVE_UP_MS = 5_000

interface Pool {
  /** Settles when the pool runs no more jobs, for whatever reason. */
  ended: Promise<void>
  stop(): Promise<void>
}

async function startPool({ url, tasks, crontab = [], concurrency = 8, onError }: WorkerOptions): Promise<Pool> {
  const events: WorkerEvents = new EventEmitter()
  let over = false
  const poolId = new Promise<string>((resolve) => events.once('pool:create', ({ workerPool }) => resolve(workerPool.id)))
  const runner: Runner = await run({
    connectionString: url,
    noHandleSignals: true,
    concurrency,
    pollInterval: 1_000,
    events,
    taskList: untilEnded(observedTasks(tasks), () => over),
    parsedCronItems: parseCrontab(crontab.join('\n')),
    // Jobs that end in the same moment are crossed off together; one that a killed process left standing is done again, which each can bear.
    // One by one they would end the process where the database is away: nobody catches what becomes of the statement.
    preset: { worker: { fileExtensions: [], connectionString: url, completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    logger: quietLogger(onError),
  })
  const ended = Promise.race([runner.promise.catch(onError), longAfterTheEndBegan(events)]).then(() => { over = true })
  const end = () => {
    void runner.stop().catch(() => {})
    return ended
  }
  const life = await holdPoolLock(url, await poolId).catch((error: unknown) => {
    void end()
    throw error
  })
  let stopped: Promise<void> | undefined
  return { ended, stop: () => (stopped ??= end().then(() => life.release())) }
}

/** What is still at work when its pool has ended tells it nothing more: nobody would hear it, and it is done again by another. */
const untilEnded = (tasks: TaskList, isOver: () => boolean): TaskList => Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, task && (async (payload, helpers) => {
  try {
    await task(payload, helpers)
  } finally {
    if (isOver()) await new Promise(() => {})
  }
})]))

const longAfterTheEndBegan = (events: WorkerEvents) => new Promise<void>((resolve) => events.once('pool:gracefulShutdown', () => setTimeout(resolve, GIVE_UP_MS).unref()))

function quietLogger(onError: (error: unknown) => void) {
  return new Logger(() => (level, message, meta) => {
    if (level === 'error') onError(new Error(message, { cause: meta?.error }))
  })
}
