import { execute, parse, type DocumentNode, type ExecutionResult } from 'graphql'
import type { Sql } from 'postgres'
import { service } from '@hospital/access/viewer'
import { connect } from '@hospital/database/connect'
import { newId } from '@hospital/database/identifier'
import { seed } from '../../src/seed.ts'
import { openCashier, type Cashier } from '../cashier.ts'
import { browserFor } from '../scenario.ts'
import { openBooks, type Books } from './books.ts'
import { wire, type Payer } from './payer.ts'
import { population, type Person } from './people.ts'
import { startWorker, type Worker } from './worker.ts'

/** One hospital's money and the whole outside world, for many payers at the same time. */
export interface World extends Cashier {
  sql: Sql
  books: Books
  /** Numbers that a channel booked another amount for than was asked. */
  wrong: Set<string>
  worker: Worker
  people(count: number): Promise<Person[]>
  /** How often what was refused. */
  refusals: Map<string, number>
  /** What the payer, or an accountant for them, asks of the graph; undefined where it is refused as it may be. */
  ask<T = any>(payer: Payer, source: string, variables: Record<string, unknown>, as?: 'accountant'): Promise<T | undefined>
  /** Now on the clock of the outside world. */
  outsideNow(): Promise<number>
}

/** Small, so that it runs out within a fate. */
const PERSONAL_ACCOUNT_FEN = 4_000

/** An answer that is lost is lost at once; what only takes its time on a full machine is waited for. */
const PATIENCE = { timeoutMs: 20_000, circuit: { failures: 1_000_000, openForMs: 1 } }

export async function openWorld(): Promise<World> {
  const cashier = await openCashier({ agent: wire, limits: PATIENCE })
  const owner = connect(cashier.installation.databaseUrl, { name: 'fates', max: 4 })
  await seed({ ...cashier.house(), viewer: service('finance') })
  await cashier.outside.control('insurance/table', { capFen: 100_000_000, accountFen: PERSONAL_ACCOUNT_FEN })
  const books = openBooks(cashier.outside.directory)
  const refusals = new Map<string, number>()
  const worker = startWorker(cashier, owner.sql)
  return {
    ...cashier, sql: owner.sql, books, worker, wrong: new Set(), refusals,
    people: population(cashier),
    async ask<T>(payer: Payer, source: string, variables: Record<string, unknown>, as?: 'accountant') {
      const contextValue = cashier.subgraph.contextFor({ viewer: as ? cashier.accountant : payer.viewer, requestId: newId(), origin: { ip: '127.0.0.1', userAgent: BROWSERS[payer.fate.terminal] } })
      const { data, errors } = (await execute({ schema: cashier.subgraph.schema, document: documentOf(source), contextValue, variableValues: variables })) as ExecutionResult<T>
      const broken = errors?.find(({ extensions }) => !extensions.code || extensions.code === 'INTERNAL')
      if (broken) payer.complaints.push(`${source.slice(0, 60)} breaks: ${(broken.originalError as { cause?: Error } | undefined)?.cause?.message ?? broken.message}`)
      for (const { path, extensions } of errors ?? []) refusals.set(`${path?.[0]} ${extensions.code}`, (refusals.get(`${path?.[0]} ${extensions.code}`) ?? 0) + 1)
      return errors ? undefined : (data ?? undefined)
    },
    outsideNow: async () => Date.parse((await cashier.outside.control<{ now: string }>('state')).now),
    async close() {
      await worker.stop()
      books.close()
      await owner.close()
      await cashier.close()
      await wire.destroy()
    },
  }
}

const BROWSERS = { WECHAT: browserFor('WECHAT_JSAPI') ?? null, H5: browserFor('WECHAT_H5') ?? null }

const documents = new Map<string, DocumentNode>()

/** Each is asked thousands of times. */
function documentOf(source: string): DocumentNode {
  const document = documents.get(source) ?? parse(source)
  documents.set(source, document)
  return document
}
