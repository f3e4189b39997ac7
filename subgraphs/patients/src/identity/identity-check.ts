import { and, desc, eq, inArray, sql, type SQL } from 'drizzle-orm'
import { decryptPersonal } from '@hospital/access/personal-data'
import type { Viewer } from '@hospital/access/viewer'
import { hospitalDay } from '@hospital/database/clock'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import type { Entity } from '@hospital/subgraph/transitions'
import { ADULT_AGE, ageOn } from '../people/id-card.ts'
import type { PatientRow } from '../people/patient.ts'
import { identityCheckTransitions, type IdentityCheckStatus } from './identity-check.status.ts'
import { identityCheck } from './tables.ts'

export type CheckRow = typeof identityCheck.$inferSelect

/** The account's own, and all for the house itself. Who cares for a person sees that they were proven, not how often they tried. */
export function visibleChecks(viewer: Viewer): SQL | undefined {
  if (viewer.kind === 'SERVICE') return undefined
  return viewer.kind === 'PATIENT' ? eq(identityCheck.accountId, viewer.accountId) : sql`false`
}

export const identityCheckEntity: Entity<typeof identityCheck, IdentityCheckStatus, typeof identityCheckTransitions> = { name: 'IdentityCheck', table: identityCheck, transitions: identityCheckTransitions, visible: visibleChecks }

export async function findChecks(ctx: Context, ids: readonly string[]): Promise<CheckRow[]> {
  return ctx.db.select().from(identityCheck).where(and(inArray(identityCheck.id, ids.filter(isId)), visibleChecks(ctx.viewer)))
}

export async function getCheck(ctx: Context, id: string): Promise<CheckRow> {
  const [row] = await findChecks(ctx, [id])
  if (!row) throw new Refusal('NOT_FOUND')
  return row
}

/** The check of a person that is under way, for the account that started it. */
export async function findOpenCheck(ctx: Context, patientId: string): Promise<CheckRow | undefined> {
  const [row] = await ctx.db.select().from(identityCheck).where(and(eq(identityCheck.patientId, patientId), eq(identityCheck.status, 'STARTED'), visibleChecks(ctx.viewer))).orderBy(desc(identityCheck.startedAt)).limit(1)
  return row
}

/** Where the browser goes to be checked, as long as that leads anywhere. */
export const urlOf = (ctx: Context, { status, urlSealed, expiresAt }: CheckRow): string | null => (status === 'STARTED' && urlSealed && expiresAt > ctx.now() ? decryptPersonal(ctx.keys, urlSealed) : null)

export interface Subject {
  kind: 'PERSON' | 'GUARDIAN'
  name: string
  idCard: string
}

/** Who has to stand before the camera for a person: a minor's guardian does. Refuses GUARDIAN_REQUIRED. */
export function subjectOf(ctx: Context, person: PatientRow): Subject {
  const open = (sealed: string) => decryptPersonal(ctx.keys, sealed)
  if (ageOn(person.birthDate, hospitalDay(ctx.now())) >= ADULT_AGE) return { kind: 'PERSON', name: person.name, idCard: open(person.idCardSealed) }
  if (!person.guardianName || !person.guardianIdCardSealed) throw new Refusal('GUARDIAN_REQUIRED')
  return { kind: 'GUARDIAN', name: person.guardianName, idCard: open(person.guardianIdCardSealed) }
}
