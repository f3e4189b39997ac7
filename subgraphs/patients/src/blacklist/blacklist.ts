import { and, eq, gt, inArray, isNotNull, isNull, lte, sql, type SQL } from 'drizzle-orm'
import { actorOf, can, type Viewer } from '@hospital/access/viewer'
import { addDays, hospitalDay, hospitalInstant } from '@hospital/database/clock'
import { isId } from '@hospital/database/identifier'
import { refreshViewersOf } from '@hospital/sessions/session'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { notify } from '@hospital/subgraph/notice'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction, violatedConstraint } from '@hospital/subgraph/transaction'
import { realm } from '../accounts/account.ts'
import { searchedAccounts } from '../accounts/search.ts'
import { lockAccount } from '../people/patient.ts'
import { account, blacklistEntry } from '../tables.ts'

export type BlacklistEntryRow = typeof blacklistEntry.$inferSelect
export type BlacklistState = 'ACTIVE' | 'ENDED' | 'LIFTED'

/** Five years: who is to stay out for longer is looked at again. */
const LONGEST_DAYS = 1_826

const visibleEntries = (viewer: Viewer): SQL | undefined => (viewer.kind === 'SERVICE' || (viewer.kind === 'ADMINISTRATOR' && can(viewer, 'blacklist:read')) ? undefined : sql`false`)

export function stateOf({ liftedAt, endsAt }: BlacklistEntryRow, now: Date): BlacklistState {
  if (liftedAt) return 'LIFTED'
  return endsAt > now ? 'ACTIVE' : 'ENDED'
}

const isIn = (state: BlacklistState, now: Date): SQL | undefined => {
  if (state === 'LIFTED') return isNotNull(blacklistEntry.liftedAt)
  return and(isNull(blacklistEntry.liftedAt), state === 'ACTIVE' ? gt(blacklistEntry.endsAt, now) : lte(blacklistEntry.endsAt, now))
}

export async function findBlacklistEntries(ctx: Context, ids: readonly string[]): Promise<BlacklistEntryRow[]> {
  return ctx.db.select().from(blacklistEntry).where(and(inArray(blacklistEntry.id, ids.filter(isId)), visibleEntries(ctx.viewer)))
}

/** The newest first. */
export function listBlacklist(ctx: Context, page: PageArgs, { search, state }: { search?: string | null; state?: BlacklistState | null } = {}): Promise<Page<BlacklistEntryRow>> {
  const found = search?.trim() ? inArray(blacklistEntry.accountId, searchedAccounts(ctx, search)) : undefined
  return paginate(page, {
    sort: [{ column: blacklistEntry.startsAt, descending: true }, { column: blacklistEntry.id, descending: true }],
    where: and(visibleEntries(ctx.viewer), found, state ? isIn(state, ctx.now()) : undefined),
    rows: (condition, order, limit) => ctx.db.select().from(blacklistEntry).where(condition).orderBy(...order).limit(limit),
    keyOf: ({ startsAt, id }) => [startsAt, id],
    count: (condition) => ctx.db.$count(blacklistEntry, condition),
  })
}

/**
 * Lets an account start no new service until the end of a day; what runs goes on. Acts on its live sessions at once, ends by itself.
 * Refuses NOT_FOUND, INVALID_INPUT, ALREADY_RESTRICTED.
 */
export function addToBlacklist(ctx: Context, { accountId, reason, lastDay }: { accountId: string; reason: string; lastDay: string }): Promise<BlacklistEntryRow> {
  const why = wordsFrom(reason)
  const now = ctx.now()
  const endsAt = hospitalInstant(addDays(lastDay, 1))
  if (endsAt <= now || lastDay > addDays(hospitalDay(now), LONGEST_DAYS)) throw new Refusal('INVALID_INPUT', { message: '截止日期须为今天到五年内的某一天。', details: { field: 'lastDay' } })
  return inTransaction(ctx, async (tx) => {
    if (!isId(accountId)) throw new Refusal('NOT_FOUND')
    await lockAccount(tx, accountId)
    const [entry] = await tx.db.insert(blacklistEntry).values({ accountId, reason: why, startsAt: now, endsAt, listedBy: actorOf(tx.viewer).actorId }).returning()
    await tx.db.update(account).set({ restrictedUntil: endsAt, restrictionReason: why }).where(eq(account.id, accountId))
    await audit(tx, 'blacklist.added', { subjectType: 'Account', subjectId: accountId, after: { reason: why, until: endsAt.toISOString() } })
    await notify(tx, 'blacklist.added', { accountId, variables: { reason: why, lastDay }, subjectType: 'BlacklistEntry', subjectId: entry!.id })
    await refreshViewersOf(tx, realm, accountId)
    return entry!
  }).catch((error) => {
    if (violatedConstraint(error) === 'blacklist_entry_one') throw new Refusal('ALREADY_RESTRICTED')
    throw error
  })
}

/** Ends it before its time. Refuses NOT_FOUND, INVALID_INPUT, WRONG_STATE (already over). */
export function liftFromBlacklist(ctx: Context, { id, reason }: { id: string; reason: string }): Promise<BlacklistEntryRow> {
  const why = wordsFrom(reason)
  return inTransaction(ctx, async (tx) => {
    const [known] = await findBlacklistEntries(tx, [id])
    if (!known) throw new Refusal('NOT_FOUND')
    await lockAccount(tx, known.accountId)
    const [lifted] = await tx.db.update(blacklistEntry).set({ liftedAt: tx.now(), liftedBy: actorOf(tx.viewer).actorId, liftReason: why })
      .where(and(eq(blacklistEntry.id, id), isIn('ACTIVE', tx.now()))).returning()
    if (!lifted) throw new Refusal('WRONG_STATE')
    await tx.db.update(account).set({ restrictedUntil: null, restrictionReason: null }).where(eq(account.id, known.accountId))
    await audit(tx, 'blacklist.lifted', { subjectType: 'Account', subjectId: known.accountId, before: { reason: known.reason, until: known.endsAt.toISOString() }, after: { reason: why } })
    await notify(tx, 'blacklist.lifted', { accountId: known.accountId, variables: {}, subjectType: 'BlacklistEntry', subjectId: id })
    await refreshViewersOf(tx, realm, known.accountId)
    return lifted
  })
}

function wordsFrom(reason: string): string {
  const words = reason.trim()
  if (!words || [...words].length > 100 || /[\u0000-\u001f]/.test(words)) throw new Refusal('INVALID_INPUT', { message: '请用 1 到 100 个字说明原因。', details: { field: 'reason' } })
  return words
}
