import { and, eq, inArray, isNull, lte, or, sql, type SQL } from 'drizzle-orm'
import { blindIndex, blindIndexes, decryptPersonal, encryptPersonal, lockingIndex } from '@hospital/access/personal-data'
import { can, type Viewer } from '@hospital/access/viewer'
import { isConnectorFailure } from '@hospital/connectors/failure'
import type { EventPayloads } from '@hospital/events/catalogue'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { emit, inTransaction } from '@hospital/subgraph/transaction'
import type { PatientsContext } from '../context.ts'
import { lockAccount } from '../people/patient.ts'
import { holderOf, takeState } from './authorisation.ts'
import { wechatBinding } from './tables.ts'

export type WechatBindingRow = typeof wechatBinding.$inferSelect

/** Seen with the account that it is of. */
export function visibleBindings(viewer: Viewer): SQL | undefined {
  if (viewer.kind === 'SERVICE' || (viewer.kind === 'ADMINISTRATOR' && can(viewer, 'patient:read'))) return undefined
  return viewer.kind === 'PATIENT' ? eq(wechatBinding.accountId, viewer.accountId) : sql`false`
}

/** By account. */
export async function bindingsOf(ctx: Context, accountIds: readonly string[]): Promise<Map<string, WechatBindingRow>> {
  const rows = await ctx.db.select().from(wechatBinding).where(and(inArray(wechatBinding.accountId, [...accountIds]), visibleBindings(ctx.viewer)))
  return new Map(rows.map((row) => [row.accountId, row]))
}

/** Enough to tell one's own two apart. */
export function maskedOpenIdOf(ctx: Context, { openIdSealed }: WechatBindingRow): string {
  const openId = decryptPersonal(ctx.keys, openIdSealed)
  return `${openId.slice(0, 2)}****${openId.slice(-4)}`
}

/**
 * Binds whoever WeChat says has come back. One openid is of one account: of another it is taken only where that was asked for at the
 * start, and that account is told. The account's own former openid is replaced. Refuses WECHAT_STATE_EXPIRED, WECHAT_CODE_INVALID,
 * WECHAT_BOUND_ELSEWHERE, WECHAT_UNAVAILABLE.
 */
export async function finishWechatBinding(ctx: PatientsContext, { state, code }: { state: string; code: string }): Promise<WechatBindingRow> {
  const { accountId, moving } = await takeState(ctx, state)
  const holder = await askWechat(ctx, code)
  return inTransaction(ctx, (tx) => bind(tx, accountId, holder, moving))
}

interface Holder {
  openId: string
  following: boolean
}

async function askWechat({ wechat, log }: PatientsContext, code: string): Promise<Holder> {
  try {
    const openId = await wechat.openIdOf(code)
    return { openId, following: await wechat.isFollowing(openId) }
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    log.warn({ kind: error.kind, code: error.code }, 'wechat binding')
    throw new Refusal(CODE_REFUSALS.has(error.code ?? '') ? 'WECHAT_CODE_INVALID' : 'WECHAT_UNAVAILABLE')
  }
}

const CODE_REFUSALS = new Set(['CODE_INVALID', 'CODE_USED', 'CODE_EXPIRED'])

async function bind(tx: Context, accountId: string, { openId, following }: Holder, moving: boolean): Promise<WechatBindingRow> {
  await lockAccount(tx, accountId)
  // While keys change, the same openid may stand under either: the constraint alone would let it in twice.
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext(${`wechat ${lockingIndex(tx.keys, openId)}`}))`)
  const [holding] = await tx.db.select().from(wechatBinding).where(inArray(wechatBinding.openIdIndex, blindIndexes(tx.keys, openId)))
  if (holding && holding.accountId !== accountId) {
    if (!moving) throw new Refusal('WECHAT_BOUND_ELSEWHERE')
    await takeAway(tx, holding)
  }
  const bound = { openIdSealed: encryptPersonal(tx.keys, openId), openIdIndex: blindIndex(tx.keys, openId), following, followToldAt: null, boundAt: tx.now() }
  const [row] = await tx.db.insert(wechatBinding).values({ accountId, ...bound }).onConflictDoUpdate({ target: wechatBinding.accountId, set: bound }).returning()
  await audit(tx, 'wechat.bound', { subjectType: 'Account', subjectId: accountId, after: { moved: Boolean(holding && holding.accountId !== accountId) } })
  return row!
}

async function takeAway(tx: Context, { id, accountId }: WechatBindingRow): Promise<void> {
  await tx.db.delete(wechatBinding).where(eq(wechatBinding.id, id))
  await audit(tx, 'wechat.moved', { subjectType: 'Account', subjectId: accountId })
  await emit(tx, 'notice.due', {
    event: 'wechat.moved', accountId, title: '微信通知已解绑', body: '您的微信已改绑到另一个账号，本账号的通知改由其他方式发送。如不是您本人操作，请联系医院。', link: '/wechat', subjectType: 'WechatBinding', subjectId: id,
  })
}

/** Nothing is sent to this WeChat any more. False: nothing was bound. */
export function unbindWechat(ctx: PatientsContext): Promise<boolean> {
  const { accountId } = holderOf(ctx)
  return inTransaction(ctx, async (tx) => {
    const gone = await tx.db.delete(wechatBinding).where(and(eq(wechatBinding.accountId, accountId), visibleBindings(tx.viewer))).returning({ id: wechatBinding.id })
    if (gone.length) await audit(tx, 'wechat.unbound', { subjectType: 'Account', subjectId: accountId })
    return gone.length > 0
  })
}

/** Somebody began or ended to follow the official account. Told late, what was said after it stands. */
export async function noteFollowing(tx: Context, { prints, following, at }: EventPayloads['wechat.follow-changed']): Promise<void> {
  const told = new Date(at)
  await tx.db.update(wechatBinding).set({ following, followToldAt: told })
    .where(and(inArray(wechatBinding.openIdIndex, prints), or(isNull(wechatBinding.followToldAt), lte(wechatBinding.followToldAt, told))))
}
