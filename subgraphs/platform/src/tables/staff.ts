import { sql } from 'drizzle-orm'
import { bigint, boolean, check, index, integer, text, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from '@hospital/database/columns'
import { sessionTable } from '@hospital/sessions/tables'
import { institution, practitioner } from './directory.ts'
import { platform } from './schema.ts'

export const session = sessionTable(platform)

/** A role of administrators or of a kind of staff. Without permissions of its own it has what the house gives it by default. */
export const role = platform.table('role', {
  name: text().primaryKey(),
  label: text().notNull(),
  permissions: text().array(),
  /** Counts the changes, so that a stale form is refused. */
  version: integer().notNull().default(1),
})

export const administrator = platform.table('administrator', {
  id: id(),
  login: text().notNull().unique(),
  name: text().notNull(),
  roles: text().array().notNull(),
  institutionId: uuid().references(() => institution.id),
  version: integer().notNull().default(1),
}, (table) => [index().using('gin', table.roles)])

/** How a practitioner or an administrator signs in: password, then a time-based code. */
export const staffAccount = platform.table('staff_account', {
  id: id(),
  login: text().notNull().unique(),
  practitionerId: uuid().unique().references(() => practitioner.id),
  administratorId: uuid().unique().references(() => administrator.id),
  passwordHash: text().notNull(),
  totpSecretSealed: text(),
  /** The last 30-second step that a code was accepted for; that step and those before are spent. */
  lastTotpStep: bigint({ mode: 'number' }),
  /** Wrong tries, and tries whose outcome is not known yet. */
  failures: integer().notNull().default(0),
  lockedUntil: instant(),
  disabled: boolean().notNull().default(false),
  /** Until then the password was made by somebody else and has to be replaced at sign-in; null: it is the person's own. */
  temporaryUntil: instant(),
  signedInAt: instant(),
  createdAt: instant().notNull(),
}, () => [check('staff_account_is_one', sql`num_nonnulls(practitioner_id, administrator_id) = 1`), check('staff_account_login_lower', sql`login = lower(login)`)])

/** The password was right; the code is awaited. */
export const signInChallenge = platform.table('sign_in_challenge', {
  id: id(),
  staffAccountId: uuid().notNull().references(() => staffAccount.id),
  challengeHash: text().notNull().unique(),
  /** A secret that becomes the account's when its first code proves that it was taken over. */
  enrolmentSecretSealed: text(),
  expiresAt: instant().notNull(),
  usedAt: instant(),
}, (table) => [index().on(table.expiresAt)])
