import { graphql, subscribe, parse, type ExecutionResult } from 'graphql'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { BUILT_IN_ROLES } from '@hospital/access/roles'
import type { Viewer } from '@hospital/access/viewer'
import type { Connectors } from '@hospital/connectors/configuration'
import type { Clock } from '@hospital/database/clock'
import { connect } from '@hospital/database/connect'
import { newId } from '@hospital/database/identifier'
import { createTestDatabase } from '@hospital/database/test-database'
import { migrateJobs } from '@hospital/events/jobs'
import { openWakes } from '@hospital/events/wakes'
import { randomBytes } from 'node:crypto'
import type { Subgraph } from './definition.ts'
import type { Installation } from './installation.ts'

/** A clock that tests move: it runs with real time from where it was set. */
export class TestClock implements Clock {
  private offset = 0

  now = () => new Date(Date.now() + this.offset)
  real = (instant: Date) => new Date(instant.getTime() - this.offset)

  set(instant: Date) {
    this.offset = instant.getTime() - Date.now()
  }

  advance(milliseconds: number) {
    this.offset += milliseconds
  }
}

/**
 * The clock under `openTestSubgraph`, never set behind real time: what is to run later is kept by the time of this clock, so that advancing
 * it makes waiting jobs due. (Under a real worker the queue lives by the database's clock instead.)
 */
function jobClock(): TestClock {
  const clock = new TestClock()
  const realOf = clock.real
  clock.real = (instant) => (instant > clock.now() ? instant : realOf(instant))
  return clock
}

export const patientViewer = (patientIds: string[] = [newId()], accountId = newId()): Viewer & { kind: 'PATIENT' } =>
  ({ kind: 'PATIENT', accountId, patientIds, sessionId: newId(), permissions: BUILT_IN_ROLES.PATIENT })

export const doctorViewer = (practitionerId = newId(), institutionId = newId()): Viewer & { kind: 'PRACTITIONER' } =>
  ({ kind: 'PRACTITIONER', practitionerId, institutionId, sessionId: newId(), permissions: BUILT_IN_ROLES.DOCTOR })

export const administratorViewer = (role: 'SUPER_ADMIN' | 'OPERATOR' | 'ACCOUNTANT' = 'SUPER_ADMIN'): Viewer & { kind: 'ADMINISTRATOR' } =>
  ({ kind: 'ADMINISTRATOR', administratorId: newId(), sessionId: newId(), permissions: BUILT_IN_ROLES[role] })

export interface TestSubgraph {
  subgraph: Subgraph
  clock: TestClock
  installation: Installation
  /** Data or errors of one operation as this viewer, in this browser. */
  execute<T = Record<string, never>>(viewer: Viewer, source: string, variables?: Record<string, unknown>, userAgent?: string): Promise<ExecutionResult<T>>
  subscribe(viewer: Viewer, source: string, variables?: Record<string, unknown>): Promise<AsyncIterableIterator<ExecutionResult>>
  /** Runs the jobs that are due on the test's clock, those they cause too, until none is left; one after the other unless told. Failing jobs throw. */
  runJobs(atOnce?: number): Promise<void>
  /** Jobs that are waiting, due or not. */
  waitingJobs(): Promise<{ task: string; payload: Record<string, unknown>; runAt: Date }[]>
  close(): Promise<void>
}

/** One subgraph on a database of its own. Events for other subgraphs stay in the queue, where `waitingJobs` shows them. */
export async function openTestSubgraph(name: string, folder: string, create: (installation: Installation) => Promise<Subgraph>, connectors: Partial<Connectors> = {}): Promise<TestSubgraph> {
  const database = await createTestDatabase([{ name, folder }], migrateJobs)
  const owner = connect(database.url, { name: 'test', max: 2 })
  const clock = jobClock()
  const wakes = await openWakes(owner.sql, () => {})
  const key = () => randomBytes(32).toString('base64url')
  const installation: Installation = {
    databaseUrl: database.url,
    keys: { demonstration: true, sessionKey: key(), viewerKey: key(), fileKey: key(), dataKey: key(), blindIndexKey: key(), databasePassword: database.databasePassword },
    clock, wakes, log: pino({ level: process.env.TEST_LOG ?? 'silent' }), connectors: connectors as Connectors,
    dataFolder: mkdtempSync(join(tmpdir(), 'hospital-')), gatewayUrl: 'http://127.0.0.1:4000', appOrigins: ['http://app.test'],
  }
  const subgraph = await create(installation)
  const contextFor = (viewer: Viewer, userAgent = 'test') => subgraph.contextFor({ viewer, requestId: newId(), origin: { ip: '127.0.0.1', userAgent } })
  const moveOutbox = () => owner.sql.unsafe(`with moved as (delete from ${name}.outbox returning *) select jobs.add(task, payload, run_at, job_key) from moved`)

  async function waitingJobs() {
    await moveOutbox()
    const rows = await owner.sql`select t.identifier as task, j.payload, j.run_at from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id order by j.run_at, j.id`
    return rows.map(({ task, payload, run_at: runAt }) => ({ task, payload, runAt: new Date(runAt) }))
  }

  async function runJobs(atOnce = 1) {
    for (;;) {
      await moveOutbox()
      const own = Object.keys(subgraph.jobs)
      const due = await owner.sql`
        delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
        where t.id = j.task_id and t.identifier = any(${own}::text[]) and j.run_at <= greatest(${clock.now().toISOString()}::timestamptz, now())
        returning t.identifier as task, j.payload, j.run_at`
      if (!due.length) return
      due.sort((a, b) => +new Date(a.run_at) - +new Date(b.run_at))
      for (let at = 0; at < due.length; at += atOnce) await Promise.all(due.slice(at, at + atOnce).map(({ task, payload }) => subgraph.jobs[task]!(payload)))
    }
  }

  return {
    subgraph, clock, installation, runJobs, waitingJobs,
    execute: async <T>(viewer: Viewer, source: string, variables?: Record<string, unknown>, userAgent?: string) =>
      (await graphql({ schema: subgraph.schema, source, contextValue: contextFor(viewer, userAgent), variableValues: variables })) as ExecutionResult<T>,
    async subscribe(viewer, source, variables) {
      const result = await subscribe({ schema: subgraph.schema, document: parse(source), contextValue: contextFor(viewer), variableValues: variables })
      if (!(Symbol.asyncIterator in result)) throw result.errors?.[0] ?? new Error('Not a stream')
      return result as AsyncIterableIterator<ExecutionResult>
    },
    async close() {
      await subgraph.close()
      await wakes.close()
      await owner.close()
      await database.drop()
      rmSync(installation.dataFolder, { recursive: true, force: true })
    },
  }
}
