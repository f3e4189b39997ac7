import { EventEmitter } from 'node:events'
import { createHash } from 'node:crypto'
import { Logger, parseCrontab, run, runMigrations, type Runner, type TaskList, type WorkerEvents } from 'graphile-worker'
import postgres, { type Sql } from 'postgres'

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

/** Advisory lock class of worker pools. */
const POOL_LOCK = 0x6a6f62
const poolKey = (poolId: string) => createHash('sha256').update(poolId).digest().readInt32BE(0)

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
 * process are taken over in seconds rather than after graphile-worker's four hours. A lost connection takes the lock again before
 * anybody may count the pool as dead: that needs two sweeps in a row that find it free.
 */
export async function startWorker({ url, tasks, crontab = [], concurrency = 8, onError }: WorkerOptions): Promise<Worker> {
  const events: WorkerEvents = new EventEmitter()
  const poolId = new Promise<string>((resolve) => events.once('pool:create', ({ workerPool }) => resolve(workerPool.id)))
  const runner: Runner = await run({
    connectionString: url,
    noHandleSignals: true,
    concurrency,
    pollInterval: 1_000,
    events,
    taskList: tasks,
    parsedCronItems: parseCrontab(crontab.join('\n')),
    preset: { worker: { fileExtensions: [], connectionString: url } },
    logger: quietLogger(onError),
  })
  const life = await holdPoolLock(url, await poolId)
  const sweeping = sweepDeadPools(url, onError)
  return {
    async stop() {
      await sweeping.stop()
      await runner.stop()
      await life.release()
    },
  }
}

async function holdPoolLock(url: string, poolId: string) {
  const take = async (sql: Sql) => {
    await sql`select pg_advisory_lock(${POOL_LOCK}, ${poolKey(poolId)})`
    await sql`insert into jobs.pool (pool_id) values (${poolId}) on conflict do nothing`
  }
  let released = false
  const sql: Sql = postgres(url, {
    max: 1, idle_timeout: 0, max_lifetime: null, onnotice: () => {},
    onclose: () => { if (!released) setTimeout(() => void retake(), 200) },
    connection: { application_name: 'job-pool-life' },
  })
  async function retake(): Promise<void> {
    if (released) return
    await take(sql).catch(() => setTimeout(() => void retake(), 500))
  }
  await take(sql)
  return {
    async release() {
      released = true
      await sql`delete from jobs.pool where pool_id = ${poolId}`.catch(() => {})
      await sql.end({ timeout: 2 })
    },
  }
}

const SWEEP_MS = 1_000

/** Whoever gets the lock of a registered pool twice in a row knows that the pool is dead, and frees its jobs. */
function sweepDeadPools(url: string, onError: (error: unknown) => void) {
  const sql = postgres(url, { max: 1, onnotice: () => {}, connection: { application_name: 'job-pool-sweep' } })
  let suspects = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let sweeping: Promise<void> | undefined
  let stopped = false

  const sweep = () => sql.begin(async (tx) => {
    const pools = await tx`select pool_id from jobs.pool where started_at < now() - interval '1 second' for update skip locked`
    const free = new Set<string>()
    for (const { pool_id: poolId } of pools) {
      const [lock] = await tx`select pg_try_advisory_xact_lock(${POOL_LOCK}, ${poolKey(poolId)}) as free`
      if (lock!.free) free.add(poolId)
    }
    const dead = [...free].filter((poolId) => suspects.has(poolId))
    suspects = free
    if (!dead.length) return
    await tx`select graphile_worker.force_unlock_workers(${dead}::text[])`
    await tx`delete from jobs.pool where pool_id = any(${dead}::text[])`
    await tx`select pg_notify('jobs:insert', '{"r":0,"count":8}')`
  })

  function loop() {
    sweeping = sweep().then(() => {}, onError).finally(() => { if (!stopped) timer = setTimeout(loop, SWEEP_MS) })
  }
  loop()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await sweeping
      await sql.end({ timeout: 2 })
    },
  }
}

function quietLogger(onError: (error: unknown) => void) {
  return new Logger(() => (level, message, meta) => {
    if (level === 'error') onError(new Error(message, { cause: meta?.error }))
  })
}
