import { and, desc, eq, gt, inArray, isNull } from 'drizzle-orm'
import { hospitalInstant } from '@hospital/database/clock'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { ADULT_AGE } from '../people/id-card.ts'
import { findPatients } from '../people/patient.ts'
import { identityProof } from './tables.ts'

export type ProofRow = typeof identityProof.$inferSelect

/** A proof is visible with its person. */
export async function findProofs(ctx: Context, ids: readonly string[]): Promise<ProofRow[]> {
  const proofs = await ctx.db.select().from(identityProof).where(inArray(identityProof.id, ids.filter(isId)))
  const persons = new Set((await findPatients(ctx, proofs.map(({ patientId }) => patientId))).map(({ id }) => id))
  return proofs.filter(({ patientId }) => persons.has(patientId))
}

/** The proof that holds at this moment, by person: the one that holds longest. */
export async function currentProofs(ctx: Context, patientIds: readonly string[]): Promise<Map<string, ProofRow>> {
  if (!patientIds.length) return new Map()
  const rows = await ctx.db.select().from(identityProof)
    .where(and(inArray(identityProof.patientId, [...patientIds]), isNull(identityProof.voidedAt), gt(identityProof.expiresAt, ctx.now()))).orderBy(desc(identityProof.expiresAt))
  return new Map(rows.reverse().map((row) => [row.patientId, row]))
}

/** Who is taken off the account, or gets another guardian, has to be proven anew. */
export async function voidProofs(tx: Context, patientId: string): Promise<void> {
  await tx.db.update(identityProof).set({ voidedAt: tx.now() }).where(and(eq(identityProof.patientId, patientId), isNull(identityProof.voidedAt)))
}

/** A guardian's face proves a child, and nobody who has come of age. */
export function proofEnds(now: Date, validDays: number, ward: { birthDate: string } | null): Date {
  const end = new Date(now.getTime() + validDays * 86_400_000)
  if (!ward) return end
  const comesOfAge = hospitalInstant(`${Number(ward.birthDate.slice(0, 4)) + ADULT_AGE}${ward.birthDate.slice(4).replace('-02-29', '-03-01')}`)
  return comesOfAge < end ? comesOfAge : end
}
