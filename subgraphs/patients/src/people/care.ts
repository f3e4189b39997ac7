import { sql } from 'drizzle-orm'
import type { EventPayloads } from '@hospital/events/catalogue'
import type { Context } from '@hospital/subgraph/context'
import { careRelation } from '../tables.ts'

/** A practitioner may see the person until then. Deliveries come in any order, so a time once given is never shortened. */
export async function startCare(tx: Context, { patientId, practitionerId, subjectType, subjectId, until }: EventPayloads['care.started']): Promise<void> {
  await tx.db.insert(careRelation).values({ patientId, practitionerId, subjectType, subjectId, until: new Date(until) }).onConflictDoUpdate({
    target: [careRelation.subjectId, careRelation.practitionerId, careRelation.patientId],
    set: { until: sql`greatest(${careRelation.until}, excluded.until)` },
  })
}

/** The care is over. Its start may still be on its way: then it will find itself ended. */
export async function endCare(tx: Context, { patientId, practitionerId, subjectType, subjectId }: EventPayloads['care.ended']): Promise<void> {
  const endedAt = tx.now()
  await tx.db.insert(careRelation).values({ patientId, practitionerId, subjectType, subjectId, until: endedAt, endedAt }).onConflictDoUpdate({
    target: [careRelation.subjectId, careRelation.practitionerId, careRelation.patientId],
    set: { endedAt },
  })
}
