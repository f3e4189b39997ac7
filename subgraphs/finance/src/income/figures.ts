import { and, eq, gte, lte, sql, type SQL } from 'drizzle-orm'
import { can, type Viewer } from '@hospital/access/viewer'
import type { Context } from '@hospital/subgraph/context'
import { idIs } from '../orders/filter.ts'
import type { OrderKind } from '../orders/order.status.ts'
import type { PaymentMethod } from '../cashier/payment.status.ts'
import { incomeFigure, incomeTally } from '../tables.ts'

export interface Moved {
  paidFen: number
  refundedFen: number
  netFen: number
  payments: number
  refunds: number
}

export interface Sums extends Moved {
  earnedFen: number
}

/** What an order was for and how it was paid. */
export interface Facts {
  kind?: OrderKind | null
  institutionId?: string | null
  departmentId?: string | null
  practitionerId?: string | null
  method?: PaymentMethod | null
}

export interface Days {
  /** Hospital days, the last one counted too. */
  from?: string | null
  to?: string | null
}

/** What figures are told apart by. */
export type Side = 'day' | 'month' | 'kind' | 'institutionId' | 'departmentId' | 'practitionerId' | 'method'

const EXPRESSIONS: { [S in Side]: SQL } = {
  day: sql`day::text`, month: sql`to_char(day, 'YYYY-MM')`, kind: sql`kind`, institutionId: sql`institution_id`, departmentId: sql`department_id`, practitionerId: sql`practitioner_id`, method: sql`method`,
}

export function visibleIncome(viewer: Viewer): SQL | undefined {
  return viewer.kind === 'SERVICE' || (viewer.kind === 'ADMINISTRATOR' && (can(viewer, 'income:read') || can(viewer, 'payment:read'))) ? undefined : sql`false`
}

/** Sums of the ledger by these sides: what was added up, and what has been booked since. Costs by days and places, not by orders. */
export async function figuresBy<S extends Side>(ctx: Context, sides: readonly S[], asked: Facts & Days): Promise<(Sums & Record<S, string | null>)[]> {
  const columns = sql.raw('day, kind, institution_id, department_id, practitioner_id, method, paid_fen, refunded_fen, earned_fen, payments, refunds')
  const of = (table: typeof incomeFigure | typeof incomeTally) => sql`select ${columns} from ${table} where ${and(sql`true`, visibleIncome(ctx.viewer), ...within(table, asked))}`
  const keys = sides.map((side) => sql`${EXPRESSIONS[side]} as ${sql.identifier(side)}`)
  const grouped = sides.length ? sql`group by ${sql.join(sides.map((_, at) => sql.raw(String(at + 1))), sql`, `)} order by ${sql.join(sides.map((_, at) => sql.raw(String(at + 1))), sql`, `)}` : sql``
  const rows = await ctx.db.execute<Record<string, string | null>>(sql`select ${sql.join([...keys, SUMS], sql`, `)} from (${of(incomeFigure)} union all ${of(incomeTally)}) figures ${grouped}`)
  return rows.map((row) => ({ ...row, ...movedOf(row), earnedFen: Number(row.earned) }) as Sums & Record<S, string | null>)
}

const SUMS = sql`coalesce(sum(paid_fen), 0) as paid, coalesce(sum(refunded_fen), 0) as refunded, coalesce(sum(earned_fen), 0) as earned, coalesce(sum(payments), 0) as payments, coalesce(sum(refunds), 0) as refunds`

const within = (table: typeof incomeFigure | typeof incomeTally, { kind, institutionId, departmentId, practitionerId, method, from, to }: Facts & Days): (SQL | undefined)[] => [
  kind ? eq(table.kind, kind) : undefined, method ? eq(table.method, method) : undefined, from ? gte(table.day, from) : undefined, to ? lte(table.day, to) : undefined,
  idIs(table.institutionId, institutionId), idIs(table.departmentId, departmentId), idIs(table.practitionerId, practitionerId),
]

type Added = Record<string, string | null>

export const movedOf = ({ paid, refunded, payments, refunds }: Added): Moved => ({
  paidFen: Number(paid), refundedFen: Number(refunded), netFen: Number(paid) - Number(refunded), payments: Number(payments), refunds: Number(refunds),
})

/** Adds up what was appended. One statement, so a process that dies midway has done nothing. */
export async function foldIncome(ctx: Context): Promise<void> {
  const sides = sql.raw('day, kind, institution_id, department_id, practitioner_id, method')
  await ctx.db.execute(sql`
    with taken as (delete from ${incomeTally} returning *)
    insert into ${incomeFigure} as kept (${sides}, paid_fen, refunded_fen, earned_fen, payments, refunds)
    select ${sides}, sum(paid_fen), sum(refunded_fen), sum(earned_fen), sum(payments), sum(refunds) from taken group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6
    on conflict (${sides}) do update set paid_fen = kept.paid_fen + excluded.paid_fen, refunded_fen = kept.refunded_fen + excluded.refunded_fen,
      earned_fen = kept.earned_fen + excluded.earned_fen, payments = kept.payments + excluded.payments, refunds = kept.refunds + excluded.refunds`)
}
