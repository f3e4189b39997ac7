import { sql } from 'drizzle-orm'
import { index, jsonb, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from '@hospital/database/columns'
import { APPLICATION_STATES } from '../applications/application.status.ts'
import { practitioner } from './directory.ts'
import { platform } from './schema.ts'

export const applicationStateEnum = platform.enum('application_state', APPLICATION_STATES)

/** What a practitioner says of himself and the hospital is to audit. */
export interface Credentials {
  title: string
  licenceNumber: string
  specialties: string | null
  intro: string | null
  /** The day since when he has practised on his own; unknown of applications that were opened at the desk. */
  independentSince?: string | null
  /** The last day on which the licence holds. */
  licenceExpiresOn?: string | null
}

export interface QualificationDocument {
  kind: string
  fileId: string
  contentType: string
  bytes?: number
}

/** A practitioner's application for his qualification (医生审核). What was decided stays. */
export const practitionerApplication = platform.table('practitioner_application', {
  id: id(),
  practitionerId: uuid().notNull().references(() => practitioner.id),
  status: applicationStateEnum().notNull(),
  proposed: jsonb().$type<Credentials>().notNull(),
  documents: jsonb().$type<QualificationDocument[]>().notNull(),
  submittedAt: instant().notNull(),
  decidedAt: instant(),
  decidedBy: uuid(),
  /** Why it was refused. */
  reason: text(),
}, (table) => [
  uniqueIndex('application_one_pending').on(table.practitionerId).where(sql`${table.status} = 'PENDING'`),
  index().on(table.status, table.submittedAt, table.id),
  index().on(table.practitionerId, table.submittedAt),
])
