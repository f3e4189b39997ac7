import { boolean, doublePrecision, index, integer, text, uuid } from 'drizzle-orm/pg-core'
import { clinical } from './house.ts'

/** Copies of the platform's directory, by `directory.synchronised` and `directory.changed`: only what scheduling, check-in and consents decide by. HIS knows no row that was made by hand. */
export const institution = clinical.table('institution', {
  id: uuid().primaryKey(),
  hisId: text().unique(),
  enabled: boolean().notNull().default(true),
  latitude: doublePrecision(),
  longitude: doublePrecision(),
  fenceMeters: integer().notNull(),
  /** What this one is a branch of: what is worded there holds here too. */
  parentId: uuid(),
})

export const department = clinical.table('department', {
  id: uuid().primaryKey(),
  hisId: text().unique(),
  enabled: boolean().notNull().default(true),
  institutionId: uuid().notNull(),
})

export const practitioner = clinical.table('practitioner', {
  id: uuid().primaryKey(),
  hisId: text().unique(),
  enabled: boolean().notNull().default(true),
  institutionId: uuid().notNull(),
  departmentIds: uuid().array().notNull(),
  titleRank: integer().notNull(),
  /** Set by the hospital: smaller comes first. */
  priority: integer().notNull(),
  /** Of staff, not of patients: for finding a doctor by name. */
  name: text(),
  pinyin: text(),
}, (table) => [index().using('gin', table.departmentIds)])

/** A person's record in the HIS, by `patient.recorded`: an opaque id, no name. */
export const patientRecord = clinical.table('patient_record', {
  patientId: uuid().primaryKey(),
  accountId: uuid().notNull(),
  hisPatientId: text().notNull(),
})
