import { and, eq, ilike, inArray, or, type SQL } from 'drizzle-orm'
import { blindIndexes } from '@hospital/access/personal-data'
import type { Context } from '@hospital/subgraph/context'
import { account, patient } from '../tables.ts'

/** What was typed, as a condition on persons: a whole phone, id-card or record number, else part of a name. Sealed values are found by their index only, so never by a part. */
export function searchedPatients(ctx: Context, typed: string): SQL | undefined {
  const text = typed.normalize('NFKC').trim().slice(0, 50)
  if (!text) return undefined
  if (/^1\d{10}$/.test(text)) return inArray(patient.accountId, accountsByPhone(ctx, text))
  if (/^\d{17}[\dXx]$/.test(text)) return inArray(patient.idCardIndex, blindIndexes(ctx.keys, text.toUpperCase()))
  return or(ilike(patient.name, `%${text.replace(/[\\%_]/g, '\\$&')}%`), eq(patient.recordNumber, text))
}

/** Accounts whose phone, or one of whose persons, was typed. */
export function searchedAccounts(ctx: Context, typed: string) {
  return /^1\d{10}$/.test(typed.trim()) ? accountsByPhone(ctx, typed.trim()) : ctx.db.select({ id: patient.accountId }).from(patient).where(and(searchedPatients(ctx, typed)))
}

const accountsByPhone = (ctx: Context, phone: string) => ctx.db.select({ id: account.id }).from(account).where(inArray(account.phoneIndex, blindIndexes(ctx.keys, phone)))
