import { and, eq } from 'drizzle-orm'
import type { Context } from '@hospital/subgraph/context'
import { reconciliationDifference } from '../tables.ts'
import type { Difference } from './compare.ts'

const ROWS_AT_ONCE = 500

/** What was found replaces what was open; what a person has handled, as it still is, stays handled. Answers how many are open. */
export async function keepDifferences(tx: Context, reconciliationId: string, found: readonly Difference[]): Promise<number> {
  const of = eq(reconciliationDifference.reconciliationId, reconciliationId)
  await tx.db.delete(reconciliationDifference).where(and(of, eq(reconciliationDifference.status, 'OPEN')))
  const handled = new Set((await tx.db.select().from(reconciliationDifference).where(of)).map(keyOf))
  const open = found.filter((one) => !handled.has(keyOf(one)))
  for (let at = 0; at < open.length; at += ROWS_AT_ONCE) {
    await tx.db.insert(reconciliationDifference).values(open.slice(at, at + ROWS_AT_ONCE).map((one) => ({ reconciliationId, ...one })))
  }
  return open.length
}

type Comparable = { [K in 'subject' | 'number' | 'kind' | 'hereFen' | 'thereFen' | 'hereStatus' | 'thereStatus']?: string | number | null }

const keyOf = ({ subject, number, kind, hereFen, thereFen, hereStatus, thereStatus }: Comparable) =>
  JSON.stringify([subject, number, kind, hereFen ?? null, thereFen ?? null, hereStatus ?? null, thereStatus ?? null])
