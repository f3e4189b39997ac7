import { createHash, randomBytes } from 'node:crypto'
import { and, count, eq, gt, isNull, lt } from 'drizzle-orm'
import type { Viewer } from '@hospital/access/viewer'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction } from '@hospital/subgraph/transaction'
import { requireOwnPage, type PatientsContext } from '../context.ts'
import { lockAccount } from '../people/patient.ts'
import { wechatAuthorisation } from './tables.ts'

type Authorisation = typeof wechatAuthorisation.$inferSelect

const LIFE_MS = 10 * 60_000
const HOUR_MS = 3_600_000
const AN_HOUR = 30

export function holderOf({ viewer }: { viewer: Viewer }) {
  if (viewer.kind !== 'PATIENT') throw new Refusal('FORBIDDEN')
  return viewer
}

export interface StartWechatBinding {
  returnUrl: string
  /** Takes the openid off the account that has it. */
  moving?: boolean | null
}

/** Begins a binding; answers WeChat's page, which comes back to `returnUrl`. Refuses INVALID_INPUT (a foreign page), TOO_MANY_REQUESTS. */
export async function startWechatBinding(ctx: PatientsContext, { returnUrl, moving }: StartWechatBinding): Promise<string> {
  requireOwnPage(ctx, returnUrl)
  const { accountId, sessionId } = holderOf(ctx)
  const state = randomBytes(32).toString('hex')
  await inTransaction(ctx, async (tx) => {
    const now = tx.now()
    await lockAccount(tx, accountId)
    const lately = and(eq(wechatAuthorisation.accountId, accountId), gt(wechatAuthorisation.startedAt, new Date(now.getTime() - HOUR_MS)))
    const [{ made }] = (await tx.db.select({ made: count() }).from(wechatAuthorisation).where(lately)) as [{ made: number }]
    if (made >= AN_HOUR) throw new Refusal('TOO_MANY_REQUESTS')
    await tx.db.insert(wechatAuthorisation).values({ stateHash: hashOf(state), accountId, sessionId, moving: moving ?? false, startedAt: now, expiresAt: new Date(now.getTime() + LIFE_MS) })
  })
  return ctx.wechat.authorizeUrl({ returnUrl, state })
}

/** Uses up the state that came back. Refuses WECHAT_STATE_EXPIRED: unknown, another session's, used and over alike. */
export function takeState(ctx: PatientsContext, state: string): Promise<Authorisation> {
  const { accountId, sessionId } = holderOf(ctx)
  return inTransaction(ctx, async (tx) => {
    const own = and(eq(wechatAuthorisation.accountId, accountId), eq(wechatAuthorisation.sessionId, sessionId))
    const [taken] = await tx.db.update(wechatAuthorisation).set({ usedAt: tx.now() })
      .where(and(eq(wechatAuthorisation.stateHash, hashOf(state)), own, isNull(wechatAuthorisation.usedAt), gt(wechatAuthorisation.expiresAt, tx.now()))).returning()
    if (!taken) throw new Refusal('WECHAT_STATE_EXPIRED')
    return taken
  })
}

const hashOf = (state: string) => createHash('sha256').update(state).digest('base64url')

/** Those that are over are of no use to anybody. */
export async function forgetAuthorisations(ctx: Context): Promise<void> {
  await ctx.db.delete(wechatAuthorisation).where(lt(wechatAuthorisation.expiresAt, new Date(ctx.now().getTime() - HOUR_MS)))
}
