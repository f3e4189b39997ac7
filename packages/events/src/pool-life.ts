import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Sql, TransactionSql } from 'postgres'
import { postgres } from '@hospital/database/driver'

/** Advisory lock class of worker pools. */
const POOL_LOCK = 0x6a6f62
const RETAKE_MS = 200
const SWEEP_MS = 1_000
/** After its own start the server gives every pool this long to come back before any may count as dead. */
const GRACE_AFTER_START = '4 seconds'
/** Locks of pools that died before they were registered are looked for every so many sweeps: that reads all waiting jobs. */
const UNREGISTERED_EVERY = 10

const poolKey = (poolId: string) => createHash('sha256').update(poolId).digest().readInt32BE(0)

/** Real reconnections are up to our loops; postgres.js itself would wait up to 20 s after a long outage. */
const connection = (url: string, name: string, onclose?: () => void): Sql =>
  postgres(url, { max: 1, idle_timeout: 0, max_lifetime: null, backoff: () => 0, connect_timeout: 5, keep_alive: 5, onnotice: () => {}, ...(onclose && { onclose }), connection: { application_name: name } })

export interface PoolLife {
  release(): Promise<void>
}

/** Holds the session lock that says that this pool lives, and takes it again after every loss of the connection. */
export async function holdPoolLock(url: string, poolId: string): Promise<PoolLife> {
  let released = false
  let closed = Promise.withResolvers<void>()
  const sql = connection(url, 'job-pool-life', () => closed.resolve())

  async function take(): Promise<void> {
    closed = Promise.withResolvers<void>()
    await sql`select pg_advisory_lock(${POOL_LOCK}, ${poolKey(poolId)})`
    await sql`insert into jobs.pool (pool_id) values (${poolId}) on conflict do nothing`
  }
  async function keep(): Promise<void> {
    while (!released) {
      await closed.promise
      while (!released && !(await take().then(() => true, () => false))) await sleep(RETAKE_MS)
    }
  }

  await take()
  const keeping = keep()
  return {
    async release() {
      released = true
      await sql`delete from jobs.pool where pool_id = ${poolId}`.catch(() => {})
      closed.resolve()
      await sql.end({ timeout: 2 })
      await keeping
    },
  }
}

export interface Sweep {
  stop(): Promise<void>
}

/** Whoever finds the lock of a pool free twice in a row knows that the pool is dead, and frees its jobs. */
export function sweepDeadPools(url: string, onError: (error: unknown) => void): Sweep {
  const sql = connection(url, 'job-pool-sweep')
  let suspects = new Set<string>()
  let sweeps = 0
  let stopped = false
  const wait = new AbortController()

  const sweep = () => sql.begin(async (tx) => {
    const [server] = await tx`select now() - pg_postmaster_start_time() > ${GRACE_AFTER_START}::interval as settled`
    if (!server!.settled) {
      suspects = new Set()
      return
    }
    const free = new Set([...(await freePools(tx)), ...(sweeps++ % UNREGISTERED_EVERY < 2 ? await unregisteredPools(tx) : [])])
    const dead = [...free].filter((poolId) => suspects.has(poolId))
    suspects = free
    if (!dead.length) return
    await tx`select graphile_worker.force_unlock_workers(${dead}::text[])`
    await tx`delete from jobs.pool where pool_id = any(${dead}::text[])`
    await tx`select pg_notify('jobs:insert', '{"r":0,"count":8}')`
  })

  async function loop(): Promise<void> {
    while (!stopped) {
      await sweep().catch((error: unknown) => {
        suspects = new Set()
        if (!stopped) onError(error)
      })
      await sleep(SWEEP_MS, undefined, { signal: wait.signal }).catch(() => {})
    }
  }

  const looping = loop()
  return {
    async stop() {
      stopped = true
      wait.abort()
      await looping
      await sql.end({ timeout: 2 })
    },
  }
}

async function freePools(tx: TransactionSql): Promise<string[]> {
  const pools = await tx<{ pool_id: string }[]>`select pool_id from jobs.pool where started_at < now() - interval '1 second' for update skip locked`
  const free: string[] = []
  for (const { pool_id: poolId } of pools) {
    const [lock] = await tx`select pg_try_advisory_xact_lock(${POOL_LOCK}, ${poolKey(poolId)}) as free`
    if (lock!.free) free.push(poolId)
  }
  return free
}

/** Killed between taking its first job and registering itself. */
async function unregisteredPools(tx: TransactionSql): Promise<string[]> {
  const rows = await tx<{ locked_by: string }[]>`
    select distinct locked_by from graphile_worker._private_jobs
    where locked_at < now() - interval '5 seconds' and not exists (select 1 from jobs.pool where pool_id = locked_by)`
  return rows.map(({ locked_by: poolId }) => poolId)
}
