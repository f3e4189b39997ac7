import { and, eq, isNull, lt, or, sql } from 'drizzle-orm'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { Refusal, type RefusalCode } from '@hospital/subgraph/refusal'
import { inTransaction } from '@hospital/subgraph/transaction'
import { staffAccount } from '../tables/staff.ts'
import type { StaffAccountRow } from './staff-account.ts'

const TRIES = 5
const LOCK_MINUTES = 15

/**
 * A try counts as wrong, and locks as the fifth one, before it is checked; a right one is taken back. So no number of tries at the same
 * time gets more than five answers, and a process that dies in between leaves the account locked for a while, not open. Refuses ACCOUNT_LOCKED.
 */
export async function countTry(ctx: Context, id: string): Promise<void> {
  const now = ctx.now()
  const lockEnded = sql`${staffAccount.lockedUntil} <= ${now.toISOString()}::timestamptz`
  const failures = sql<number>`case when ${lockEnded} then 1 else ${staffAccount.failures} + 1 end`
  const [counted] = await ctx.db.update(staffAccount).set({
    failures, lockedUntil: sql`case when ${failures} >= ${TRIES} then ${new Date(now.getTime() + LOCK_MINUTES * 60_000).toISOString()}::timestamptz end`,
  }).where(and(eq(staffAccount.id, id), or(and(isNull(staffAccount.lockedUntil), lt(staffAccount.failures, TRIES)), lockEnded))).returning({ id: staffAccount.id })
  if (!counted) throw locked()
}

/** The counted try was right. */
export async function takeBackTry(ctx: Context, id: string): Promise<void> {
  await ctx.db.update(staffAccount).set({ failures: sql`greatest(${staffAccount.failures} - 1, 0)`, lockedUntil: null }).where(eq(staffAccount.id, id))
}

/** The counted try was wrong: it goes into the log, and out comes the refusal. */
export async function refuseTry(ctx: Context, own: StaffAccountRow, code: RefusalCode): Promise<Refusal> {
  return inTransaction(ctx, async (tx) => {
    const [{ failures, lockedUntil }] = await tx.db.select({ failures: staffAccount.failures, lockedUntil: staffAccount.lockedUntil }).from(staffAccount)
      .where(eq(staffAccount.id, own.id)) as [{ failures: number; lockedUntil: Date | null }]
    const isLocked = lockedUntil !== null && lockedUntil > tx.now()
    await audit(tx, isLocked ? 'staff.locked' : 'staff.sign-in-failed', { subjectType: 'StaffAccount', subjectId: own.id, after: { login: own.login, reason: code, failures } })
    if (isLocked) return locked()
    // With a wrong password the answer must not tell whether the login exists.
    return new Refusal(code, code === 'PASSWORD_WRONG' ? {} : { details: { triesLeft: TRIES - failures } })
  })
}

const locked = () => new Refusal('ACCOUNT_LOCKED', { message: `连续多次输入错误，账号已锁定，请 ${LOCK_MINUTES} 分钟后再试。`, details: { minutes: LOCK_MINUTES } })
