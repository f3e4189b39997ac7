import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import type { Sql } from 'postgres'
import { postgres } from './driver.ts'
import { preparing } from './preparing.ts'

export type Database = PostgresJsDatabase<Record<string, unknown>>

export interface Connection {
  db: Database
  sql: Sql
  close(): Promise<void>
}

export interface ConnectOptions {
  /** Largest number of connections of this pool. */
  max?: number
  /** Shows in pg_stat_activity. */
  name: string
}

/** A pool on one server. Instants come as Dates, days as strings; a statement that runs longer than 15 s is given up. */
export function connect(url: string, { max = 6, name }: ConnectOptions): Connection {
  const sql = postgres(url, {
    max,
    onnotice: () => {},
    connect_timeout: 10,
    // postgres.js itself would wait up to twenty seconds after a long outage
    backoff: (attempts) => Math.min(0.05 * 2 ** attempts, 1),
    // a search is planned for the word it is for: one plan for all words reads the whole table
    connection: { application_name: name, statement_timeout: 15_000, idle_in_transaction_session_timeout: 30_000, plan_cache_mode: 'force_custom_plan' },
  })
  return { db: drizzle(preparing(sql), { casing: 'snake_case' }) as unknown as Database, sql, close: () => sql.end({ timeout: 5 }) }
}
