import { sql } from 'drizzle-orm'
import { index, integer, jsonb, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from '@hospital/database/columns'
import { JOB_STATES } from '../jobs/job.status.ts'
import { platform } from './schema.ts'

export const jobStateEnum = platform.enum('job_state', JOB_STATES)

/** How far one step of a job is, in totals. */
export interface JobStep {
  done: number
  total: number
  added: number
  changed: number
  unchanged: number
  failed: number
  messages: string[]
  finished: boolean
}

/** A long work that people watch. */
export const job = platform.table('job', {
  id: id(),
  kind: text().notNull(),
  /** One of a kind and scope at a time. */
  scope: text().notNull().default(''),
  title: text().notNull(),
  status: jobStateEnum().notNull(),
  steps: jsonb().$type<Record<string, JobStep>>().notNull().default({}),
  /** Where the running step goes on after an interruption. */
  cursor: text(),
  /** Why it failed. */
  failure: text(),
  /** Counts every change, so that watchers see each state once. */
  version: integer().notNull().default(0),
  requestedBy: uuid(),
  /** What it left to be fetched, for a day. */
  fileName: text(),
  fileBytes: integer(),
  createdAt: instant().notNull(),
  startedAt: instant(),
  progressedAt: instant().notNull(),
  finishedAt: instant(),
}, (table) => [
  uniqueIndex('job_one_running').on(table.kind, table.scope).where(sql`${table.status} in ('QUEUED', 'RUNNING')`),
  index().on(table.createdAt, table.id),
  index().on(table.requestedBy, table.createdAt),
])
