import { asc, gt } from 'drizzle-orm'
import type { AnnouncedPage } from '@hospital/subgraph/announcing'
import type { Context } from '@hospital/subgraph/context'
import { patient } from '../tables.ts'

const AT_ONCE = 500

/** Who has a record in the HIS, for subgraphs that began to keep it later: ids alone, also of those who were taken off an account, whose past goes on. */
export async function announceRecords(tx: Context, after: string | null): Promise<AnnouncedPage<'patient.recorded'>> {
  const rows = await tx.db.select({ patientId: patient.id, accountId: patient.accountId, hisPatientId: patient.hisPatientId }).from(patient)
    .where(after === null ? undefined : gt(patient.id, after)).orderBy(asc(patient.id)).limit(AT_ONCE)
  return { told: rows.map((row) => ({ key: row.patientId, data: row })), more: rows.length === AT_ONCE }
}
