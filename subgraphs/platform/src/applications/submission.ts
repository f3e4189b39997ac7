import { violatedConstraint } from '@hospital/subgraph/transaction'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { practitionerApplication, type Credentials, type QualificationDocument } from '../tables/application.ts'

export type ApplicationRow = typeof practitionerApplication.$inferSelect

/** Puts an application before the auditors. Refuses APPLICATION_PENDING: one at a time. */
export async function openApplication(tx: Context, practitionerId: string, proposed: Credentials, documents: QualificationDocument[]): Promise<ApplicationRow> {
  const [row] = await tx.db.insert(practitionerApplication).values({ practitionerId, status: 'PENDING', proposed, documents, submittedAt: tx.now() }).returning().catch((error) => {
    throw violatedConstraint(error) === 'application_one_pending' ? new Refusal('APPLICATION_PENDING') : error
  })
  await audit(tx, 'practitioner.apply', { subjectType: 'Practitioner', subjectId: practitionerId, after: { ...proposed, documents: documents.map(({ kind }) => kind) } })
  return row!
}
