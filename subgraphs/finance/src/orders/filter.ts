import { eq, gte, inArray, like, lt, lte, sql, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { isId } from '@hospital/database/identifier'
import { Refusal } from '@hospital/subgraph/refusal'
import { order } from '../tables.ts'
import type { OrderFilter } from './order.types.ts'

/** What a list of orders is narrowed by. Refuses INVALID_INPUT for a span or amounts that end before they begin. */
export function orderConditions(filter: OrderFilter): (SQL | undefined)[] {
  const { ids, kind, status, number, institutionId, patientId, patientIds, practitionerId, departmentId, from, to, minFen, maxFen } = filter
  requireSpan(from, to)
  if (minFen != null && maxFen != null && maxFen < minFen) throw new Refusal('INVALID_INPUT', { message: '最高金额不能低于最低金额。', details: { field: 'maxFen' } })
  return [
    ids ? inArray(order.id, ids.filter(isId)) : undefined,
    kind ? eq(order.kind, kind) : undefined,
    status ? inArray(order.status, status) : undefined,
    number?.trim() ? like(order.number, beginning(number)) : undefined,
    idIs(order.institutionId, institutionId),
    idIs(order.patientId, patientId),
    patientIds ? inArray(order.patientId, patientIds.filter(isId)) : undefined,
    idIs(order.practitionerId, practitionerId),
    idIs(order.departmentId, departmentId),
    from ? gte(order.createdAt, from) : undefined,
    to ? lt(order.createdAt, to) : undefined,
    minFen != null ? gte(order.amountFen, minFen) : undefined,
    maxFen != null ? lte(order.amountFen, maxFen) : undefined,
  ]
}

/** Refuses INVALID_INPUT: the end lies before the beginning. */
export function requireSpan(from?: Date | null, to?: Date | null): void {
  if (from && to && to < from) throw new Refusal('INVALID_INPUT', { message: '结束时间不能早于开始时间。', details: { field: 'to' } })
}

/** Something that is no id belongs to nothing. */
export const idIs = (column: PgColumn, id?: string | null): SQL | undefined =>
  id ? (isId(id) ? eq(column, id) : sql`false`) : undefined

/** Numbers of orders and payments are capital letters and digits: as people type them. */
export const beginning = (number: string): string => `${number.trim().toUpperCase().replace(/[\\%_]/g, '\\$&')}%`
