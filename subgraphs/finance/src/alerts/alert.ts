import { and, inArray, sql, type SQL } from 'drizzle-orm'
import { can, type Viewer } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import { alert } from '../tables.ts'

export type AlertRow = typeof alert.$inferSelect
export type AlertKind = 'WRONG_AMOUNT' | 'UNKNOWN_PAYMENT' | 'UNKNOWN_REFUND' | 'REFUND_FAILED' | 'REFUND_WRONG_AMOUNT' | 'RECONCILIATION_DIFFERS' | 'BILL_MISSING' | 'HIS_NOT_TOLD' | 'HIS_REFUSED_REFUND' | 'NOTICE_REFUSED'

export interface Trouble {
  kind: AlertKind
  /** Names the thing: the same trouble with the same thing is raised once. */
  about: string
  paymentId?: string
  refundId?: string
  detail: Record<string, unknown>
}

/** Hands something to a person: it stands in the console's list and in the log. */
export async function raiseAlert(tx: Context, { kind, about, detail, ...subject }: Trouble): Promise<void> {
  const [raised] = await tx.db.insert(alert).values({ key: `${kind} ${about}`, kind, at: tx.now(), detail, ...subject }).onConflictDoNothing().returning()
  if (!raised) return
  tx.log.error({ alert: kind, about, detail }, 'money needs a person')
  await audit(tx, 'money.alert', { subjectType: subject.refundId ? 'Refund' : 'Payment', subjectId: subject.refundId ?? subject.paymentId, after: { kind, about, ...detail } })
}

function visibleAlerts(viewer: Viewer): SQL | undefined {
  if (viewer.kind === 'SERVICE' || (viewer.kind === 'ADMINISTRATOR' && can(viewer, 'payment:read'))) return undefined
  return sql`false`
}

export async function findAlerts(ctx: Context, ids: readonly string[]): Promise<AlertRow[]> {
  return ctx.db.select().from(alert).where(and(inArray(alert.id, ids.filter(isId)), visibleAlerts(ctx.viewer)))
}

export function listAlerts(ctx: Context, page: PageArgs): Promise<Page<AlertRow>> {
  return paginate(page, {
    sort: [{ column: alert.at, descending: true }, { column: alert.id, descending: true }],
    where: visibleAlerts(ctx.viewer),
    rows: (where, order, limit) => ctx.db.select().from(alert).where(where).orderBy(...order).limit(limit),
    keyOf: (row) => [row.at, row.id],
    count: (where) => ctx.db.$count(alert, where),
  })
}
