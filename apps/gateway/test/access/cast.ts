import { isScope, SCOPES } from '@hospital/access/scopes'
import { signAccessToken, type AccessToken } from '@hospital/access/token'
import { signViewer } from '@hospital/access/token'
import { ANONYMOUS, service, type Viewer } from '@hospital/access/viewer'
import { newId } from '@hospital/database/identifier'
import type { TestClient } from '../client.ts'
import type { TestHospital } from '../hospital.ts'
import type { Story } from './story.ts'

/** Everybody who may knock, and how the matrix names them. */
export const ROLES = [
  'anonymous', 'patient', 'other patient', 'doctor', 'colleague', 'doctor elsewhere', 'nurse', 'nurse elsewhere', 'pharmacist', 'super admin', 'operator', 'accountant', 'public client', 'service',
] as const
export type Role = (typeof ROLES)[number]

/** Who has nothing to do with the story’s family. */
export const STRANGERS: readonly Role[] = ['anonymous', 'other patient', 'colleague', 'doctor elsewhere', 'nurse', 'nurse elsewhere', 'pharmacist', 'public client']

export interface Actor {
  role: Role
  viewer: Viewer
  /** At the gateway; the house itself never comes that way. */
  client?: TestClient
}

/** Real sessions for all, made where no demonstration account signs in. */
export async function gatherCast(hospital: TestHospital, story: Story): Promise<Actor[]> {
  const person = (role: string, own: boolean) => findPractitioner(hospital, story, role, own)
  const staffed = async (role: Role, practitionerId: string): Promise<Actor> => actor(hospital, role, await openStaffSession(hospital, practitionerId))
  const signedIn = (role: Role, client: TestClient): Promise<Actor> => actor(hospital, role, JSON.parse(Buffer.from(client.accessToken!.split('.')[1]!, 'base64url').toString()) as { sid: string; realm: AccessToken['realm'] })
  return [
    { role: 'anonymous', viewer: ANONYMOUS, client: hospital.anonymous },
    await signedIn('patient', story.patient),
    await signedIn('other patient', await hospital.signInPatient('13911112222')),
    await signedIn('doctor', await hospital.signInStaff('chenliqun')),
    await staffed('colleague', await person('DOCTOR', true)), await staffed('doctor elsewhere', await person('DOCTOR', false)),
    await staffed('nurse', await person('NURSE', true)), await staffed('nurse elsewhere', await person('NURSE', false)), await staffed('pharmacist', await person('PHARMACIST', true)),
    await signedIn('super admin', await hospital.signInStaff('admin')), await signedIn('operator', await hospital.signInStaff('operator')), await signedIn('accountant', await hospital.signInStaff('accountant')),
    { role: 'public client', viewer: { kind: 'PUBLIC_CLIENT', clientId: newId(), scopes: Object.keys(SCOPES).filter(isScope), perMinute: 600, perDay: 10_000, costLimit: 10_000 } },
    { role: 'service', viewer: service('test') },
  ]
}

async function actor(hospital: TestHospital, role: Role, { sid, realm }: { sid: string; realm: AccessToken['realm'] }): Promise<Actor> {
  const answer = await askSubgraph(hospital, realm, service('test'), '/internal/session', { sessionId: sid })
  const { viewer } = answer as { viewer: Viewer }
  return { role, viewer, client: hospital.withToken(await signAccessToken(hospital.installation.keys.sessionKey, { sessionId: sid, realm })) }
}

/** Posts to a subgraph’s own server as the gateway does. */
export async function askSubgraph(hospital: TestHospital, name: string, viewer: Viewer, path: string, body: object): Promise<unknown> {
  const response = await fetch(hospital.subgraphUrls[name]!.replace(/\/graphql$/, path), {
    method: 'POST', headers: { 'content-type': 'application/json', 'x-viewer': await signViewer(hospital.installation.keys.viewerKey, viewer) }, body: JSON.stringify(body),
  })
  return response.json()
}

/** Whoever has a clinic on the story's day before whoever has none: the table must not depend on the day it is made on. */
async function findPractitioner({ sql }: TestHospital, { practitionerId, institutionId, today }: Story, role: string, own: boolean): Promise<string> {
  const rows = await sql`
    select id, institution_id as "institutionId" from platform.practitioner one where role::text = ${role} and id <> ${practitionerId} and enabled
    order by exists (select 1 from clinical.schedule where practitioner_id = one.id and day = ${today}) desc, his_id` as unknown as { id: string; institutionId: string }[]
  const found = rows.find((row) => (row.institutionId === institutionId) === own) ?? rows.at(-1)!
  // HIS has not everybody everywhere: whoever is missing moves.
  await sql`update platform.practitioner set institution_id = (select id from platform.institution where (id = ${institutionId}) = ${own} limit 1) where id = ${found.id}`
  return found.id
}

async function openStaffSession({ sql, clock }: TestHospital, practitionerId: string): Promise<{ sid: string; realm: 'platform' }> {
  const [accountId, sid] = [newId(), newId()]
  const [now, later] = [clock.now(), new Date(clock.now().getTime() + 3_600_000)].map((at) => at.toISOString()) as [string, string]
  await sql`insert into platform.staff_account (id, login, practitioner_id, password_hash, created_at) values (${accountId}, ${practitionerId}, ${practitionerId}, 'none', ${now})`
  await sql`insert into platform.session (id, subject_id, opened_at, rotated_at, idle_until, expires_at) values (${sid}, ${accountId}, ${now}, ${now}, ${later}, ${later})`
  return { sid, realm: 'platform' }
}
