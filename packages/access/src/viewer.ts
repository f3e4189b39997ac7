import type { Permission } from './permissions.ts'
import { PUBLIC_PERMISSIONS } from './roles.ts'
import type { Scope } from './scopes.ts'

interface SignedIn {
  sessionId: string
  permissions: readonly Permission[]
}

/** A patient account on the phone. `patientIds` are the persons it may act for, so no subgraph has to ask. */
export interface PatientViewer extends SignedIn {
  kind: 'PATIENT'
  accountId: string
  patientIds: readonly string[]
  /** Blacklisted until this instant (ISO): running services go on, new ones are refused. */
  restrictedUntil?: string
  /** Why, in the hospital's own words. */
  restrictionReason?: string
  /** The terminal that it signed in at. */
  terminal?: string
  /** Persons whose real name was proven by live face, by id, and until when (ISO) that holds. */
  proven?: Readonly<Record<string, string>>
  /** The account keeps no person of its holder's own name yet; this is the terminal that it signed in at. */
  unnamedAt?: string
}

export interface PractitionerViewer extends SignedIn {
  kind: 'PRACTITIONER'
  practitionerId: string
  institutionId: string
}

export interface AdministratorViewer extends SignedIn {
  kind: 'ADMINISTRATOR'
  administratorId: string
  /** The branch that this person keeps; left out for whoever keeps the whole hospital. */
  institutionId?: string
}

/** The house itself: jobs, event reactions, the gateway asking who a session is. Never made from a request of the outside. */
export interface ServiceViewer {
  kind: 'SERVICE'
  name: string
}

export interface AnonymousViewer {
  kind: 'ANONYMOUS'
}

/** A third party's program at the public contract: nobody's eyes, so it sees what is public, and of that what its scopes name. */
export interface PublicClientViewer {
  kind: 'PUBLIC_CLIENT'
  clientId: string
  scopes: readonly Scope[]
  /** Requests a minute and a day, and what one operation may cost. */
  perMinute: number
  perDay: number
  costLimit: number
}

export type Viewer = PatientViewer | PractitionerViewer | AdministratorViewer | ServiceViewer | AnonymousViewer | PublicClientViewer

export const ANONYMOUS: AnonymousViewer = { kind: 'ANONYMOUS' }

export const service = (name: string): ServiceViewer => ({ kind: 'SERVICE', name })

/** May this viewer do this at all? The row is a second question. */
export function can(viewer: Viewer, permission: Permission): boolean {
  if (viewer.kind === 'SERVICE') return true
  if (viewer.kind === 'ANONYMOUS') return PUBLIC_PERMISSIONS.includes(permission)
  if (viewer.kind === 'PUBLIC_CLIENT') return PUBLIC_PERMISSIONS.includes(permission) && (viewer.scopes as readonly string[]).includes(permission)
  return viewer.permissions.includes(permission)
}

/** Who acts, as audit entries and traces name it. */
export function actorOf(viewer: Viewer): { actorKind: string; actorId: string | null } {
  switch (viewer.kind) {
    case 'PATIENT': return { actorKind: viewer.kind, actorId: viewer.accountId }
    case 'PRACTITIONER': return { actorKind: viewer.kind, actorId: viewer.practitionerId }
    case 'ADMINISTRATOR': return { actorKind: viewer.kind, actorId: viewer.administratorId }
    case 'PUBLIC_CLIENT': return { actorKind: viewer.kind, actorId: viewer.clientId }
    case 'SERVICE': return { actorKind: viewer.kind, actorId: null }
    case 'ANONYMOUS': return { actorKind: viewer.kind, actorId: null }
  }
}
