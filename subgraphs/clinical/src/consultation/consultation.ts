import { and, eq, inArray, isNotNull, sql, type SQL } from 'drizzle-orm'
import { can, type Viewer } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import { Refusal } from '@hospital/subgraph/refusal'
import type { Entity } from '@hospital/subgraph/transitions'
import { consultation } from '../tables/consultation.ts'
import { consultationTransitions, type ConsultationStatus } from './consultation.status.ts'
import type { ConsultationFilter, ConsultationRow } from './consultation.types.ts'

/** The patient's account and, once it was paid for, the doctor asked; administrators who oversee consultations. */
export function visibleConsultations(viewer: Viewer): SQL | undefined {
  if (viewer.kind === 'SERVICE') return undefined
  if (viewer.kind === 'PATIENT' && viewer.patientIds.length) return inArray(consultation.patientId, [...viewer.patientIds])
  if (viewer.kind === 'PRACTITIONER') return and(eq(consultation.practitionerId, viewer.practitionerId), isNotNull(consultation.paidAt))
  if (viewer.kind === 'ADMINISTRATOR' && can(viewer, 'consultation:read')) return undefined
  return sql`false`
}

export const consultationEntity: Entity<typeof consultation, ConsultationStatus, typeof consultationTransitions> = {
  name: 'Consultation', table: consultation, transitions: consultationTransitions, visible: visibleConsultations,
}

export async function findConsultations(ctx: Context, ids: readonly string[]): Promise<ConsultationRow[]> {
  return ctx.db.select().from(consultation).where(and(inArray(consultation.id, ids.filter(isId)), visibleConsultations(ctx.viewer)))
}

/** The viewer's consultations, newest first. */
export function listConsultations(ctx: Context, page: PageArgs, { status, patientId }: ConsultationFilter = {}): Promise<Page<ConsultationRow>> {
  if (patientId && !isId(patientId)) throw new Refusal('INVALID_INPUT', { details: { field: 'patientId' } })
  return paginate(page, {
    sort: [{ column: consultation.createdAt, descending: true }, { column: consultation.id, descending: true }],
    where: and(visibleConsultations(ctx.viewer), status?.length ? inArray(consultation.status, status) : undefined, patientId ? eq(consultation.patientId, patientId) : undefined),
    rows: (where, order, limit) => ctx.db.select().from(consultation).where(where).orderBy(...order).limit(limit),
    keyOf: (row) => [row.createdAt, row.id],
    count: (where) => ctx.db.$count(consultation, where),
  })
}
