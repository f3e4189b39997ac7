import type { InferInsertModel } from 'drizzle-orm'
import type { Logger } from 'pino'
import type { Keys } from '@hospital/access/keys'
import type { Viewer } from '@hospital/access/viewer'
import type { Clock } from '@hospital/database/clock'
import type { Database } from '@hospital/database/connect'
import type { SubgraphName } from '@hospital/events/catalogue'
import type { Drain } from '@hospital/events/drain'
import type { InboxTable, OutboxTable } from '@hospital/events/outbox'
import type { Wakes } from '@hospital/events/wakes'
import type { TraceTable } from './trace.ts'

/** The tables that every subgraph has (see `houseTables`). */
export interface HouseTables {
  outbox: OutboxTable
  inbox: InboxTable
  trace: TraceTable
}

/** What a transaction has promised to do after commit. */
export interface Pending {
  /** Written in one statement just before the commit. */
  outbox: InferInsertModel<OutboxTable>[]
  topics: Set<string>
}

/** Where a request came from, for the audit log. */
export interface Origin {
  ip: string | null
  userAgent: string | null
}

/** The first argument of every domain function. */
export interface Context {
  subgraph: SubgraphName
  db: Database
  viewer: Viewer
  /** The injected clock: never `new Date()` or SQL `now()` in domain code. */
  now(): Date
  clock: Clock
  log: Logger
  keys: Keys
  requestId: string
  origin: Origin
  wakes: Wakes
  drain: Drain
  tables: HouseTables
  /** Called when work of this request has changed who its own session is. */
  viewerChanged?(): void
  /** Present inside a transaction. */
  pending?: Pending
}
