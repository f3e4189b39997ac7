import { sql } from 'drizzle-orm'
import { boolean, check, date, doublePrecision, index, integer, primaryKey, text, unique, uuid, type AnyPgColumn } from 'drizzle-orm/pg-core'
import { id, instant } from '@hospital/database/columns'
import { STANDINGS } from '../directory/standing.ts'
import { platform } from './schema.ts'

export const institutionKindEnum = platform.enum('institution_kind', ['MAIN', 'BRANCH'])
export const standingEnum = platform.enum('practitioner_standing', STANDINGS)
export const staffRoleEnum = platform.enum('staff_role', ['DOCTOR', 'NURSE', 'PHARMACIST'])

/** What every row that comes from HIS has. A row that HIS no longer lists is disabled, never deleted. */
const fromHis = () => ({
  hisId: text().unique(),
  /** The last sync that saw it. */
  seenInJob: uuid(),
  enabled: boolean().notNull(),
  syncedAt: instant(),
  /** Columns that were set by hand: a sync leaves them as they are. */
  pinned: text().array().notNull().default([]),
  /** Counts the changes by hand, so that a stale edit shows. */
  version: integer().notNull().default(0),
  /** Removed by hand: out of every list, still named by what once referred to it. */
  removedAt: instant(),
})

export const institution = platform.table('institution', {
  id: id(),
  ...fromHis(),
  kind: institutionKindEnum().notNull(),
  parentId: uuid().references((): AnyPgColumn => institution.id),
  name: text().notNull(),
  licenceNumber: text(),
  address: text(),
  phone: text(),
  intro: text(),
  /** WGS-84. */
  latitude: doublePrecision(),
  longitude: doublePrecision(),
  fenceMeters: integer().notNull(),
  brandColor: text(),
  sortOrder: integer().notNull(),
}, () => [check('institution_not_its_own_parent', sql`parent_id <> id`), check('institution_location_whole', sql`(latitude is null) = (longitude is null)`)])

export const department = platform.table('department', {
  id: id(),
  ...fromHis(),
  institutionId: uuid().notNull().references(() => institution.id),
  parentId: uuid().references((): AnyPgColumn => department.id),
  code: text().notNull(),
  /** 诊疗科目, the official list. */
  subjectCode: text(),
  name: text().notNull(),
  pinyin: text().notNull(),
  intro: text(),
  location: text(),
  sortOrder: integer().notNull(),
}, (table) => [check('department_not_its_own_parent', sql`parent_id <> id`), index().on(table.institutionId), index().on(table.parentId), index().on(table.sortOrder, table.id)])

export const practitioner = platform.table('practitioner', {
  id: id(),
  ...fromHis(),
  staffNumber: text(),
  institutionId: uuid().notNull().references(() => institution.id),
  name: text().notNull(),
  pinyin: text().notNull(),
  role: staffRoleEnum().notNull(),
  title: text().notNull(),
  titleRank: integer().notNull(),
  specialties: text(),
  intro: text(),
  licenceNumber: text(),
  /** The last day on which the licence holds: from the next on he sees no patient (R4). */
  licenceExpiresOn: date({ mode: 'string' }),
  /** The day since when he has practised on his own. */
  independentSince: date({ mode: 'string' }),
  /** The hospital's own order, set here and untouched by a sync. */
  priority: integer().notNull().default(100),
  /** Whether the hospital has audited who this is (A1-05). Whom HIS lists has been by the hospital itself. */
  standing: standingEnum().notNull().default('APPROVED'),
}, (table) => [index().on(table.institutionId), index().on(table.priority, table.titleRank, table.id)])

export const practitionerDepartment = platform.table('practitioner_department', {
  practitionerId: uuid().notNull().references(() => practitioner.id),
  departmentId: uuid().notNull().references(() => department.id),
  /** 0: the primary one. */
  place: integer().notNull(),
}, (table) => [primaryKey({ columns: [table.practitionerId, table.departmentId] }), unique('practitioner_department_place').on(table.practitionerId, table.place), index().on(table.departmentId)])

/** What other subgraphs said that they refer to. No key into the directory: an event may come late. */
export const directoryUse = platform.table('directory_use', {
  recordId: uuid().notNull(),
  by: text().notNull(),
  since: instant().notNull(),
}, (table) => [primaryKey({ columns: [table.recordId, table.by] })])
