import { setTimeout as sleep } from 'node:timers/promises'
import { and, eq, isNull, lt, or, sql } from 'drizzle-orm'
import { decryptPersonal, encryptPersonal } from '@hospital/access/personal-data'
import { isConnectorFailure } from '@hospital/connectors/failure'
import type { HealthCardChannel } from '@hospital/connectors/healthcard/port'
import { newId } from '@hospital/database/identifier'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction } from '@hospital/subgraph/transaction'
import type { PatientsContext } from '../context.ts'
import { healthCardToken } from './tables.ts'

interface LiveToken {
  value: string
  generation: number
}

/** Longer than the longest call; who died with the lease in hand is replaced after it. */
const LEASE_MS = 15_000
/** A token is replaced before its end, so that none ends on the way. */
const SPARE_MS = 5 * 60_000
const PATIENCE_MS = 12_000
const STEP_MS = 60

/**
 * Does something with the channel's live token. One that turns out to be dead (another system of the hospital fetched its own) is replaced
 * once, by whichever process is first; the others wait for it.
 */
export async function withToken<T>(ctx: PatientsContext, channel: HealthCardChannel, work: (token: string) => Promise<T>): Promise<T> {
  const token = await liveToken(ctx, channel)
  try {
    return await work(token.value)
  } catch (error) {
    if (!isConnectorFailure(error, 'REFUSED') || error.code !== 'TOKEN_INVALID') throw error
    return work((await liveToken(ctx, channel, token.generation)).value)
  }
}

/** A token later than `dead`. Refuses HEALTH_CARD_UNAVAILABLE when whoever fetches one takes too long. */
async function liveToken(ctx: PatientsContext, channel: HealthCardChannel, dead = 0): Promise<LiveToken> {
  for (let waited = 0; waited < PATIENCE_MS; waited += STEP_MS) {
    const [row] = await ctx.db.select().from(healthCardToken).where(eq(healthCardToken.channel, channel.code))
    if (row?.tokenSealed && row.generation > dead && row.expiresAt!.getTime() > ctx.now().getTime() + SPARE_MS) return { value: decryptPersonal(ctx.keys, row.tokenSealed), generation: row.generation }
    const leaseId = await takeLease(ctx, channel.code, row?.generation ?? 0)
    const fetched = leaseId && (await fetchToken(ctx, channel, leaseId))
    if (fetched) return fetched
    await sleep(STEP_MS)
  }
  throw new Refusal('HEALTH_CARD_UNAVAILABLE')
}

/** Exactly one process may fetch what comes after a generation. */
function takeLease(ctx: PatientsContext, channel: string, generation: number): Promise<string | undefined> {
  return inTransaction(ctx, async (tx) => {
    const leaseId = newId()
    const lease = { leaseId, leaseUntil: new Date(tx.now().getTime() + LEASE_MS) }
    const [taken] = await tx.db.insert(healthCardToken).values({ channel, generation: 0, ...lease }).onConflictDoUpdate({
      target: healthCardToken.channel, set: lease,
      setWhere: and(eq(healthCardToken.generation, generation), or(isNull(healthCardToken.leaseUntil), lt(healthCardToken.leaseUntil, tx.now()))),
    }).returning({ leaseId: healthCardToken.leaseId })
    return taken && leaseId
  })
}

/** Undefined where the lease was lost meanwhile: another's token is the live one. */
async function fetchToken(ctx: PatientsContext, channel: HealthCardChannel, leaseId: string): Promise<LiveToken | undefined> {
  const mine = and(eq(healthCardToken.channel, channel.code), eq(healthCardToken.leaseId, leaseId))
  const free = { leaseId: null, leaseUntil: null }
  try {
    const { value, expiresInSeconds } = await channel.getToken()
    const expiresAt = new Date(ctx.now().getTime() + expiresInSeconds * 1000)
    const [kept] = await ctx.db.update(healthCardToken).set({ ...free, tokenSealed: encryptPersonal(ctx.keys, value), expiresAt, generation: sql`${healthCardToken.generation} + 1` }).where(mine).returning({ generation: healthCardToken.generation })
    return kept && { value, generation: kept.generation }
  } catch (error) {
    await ctx.db.update(healthCardToken).set(free).where(mine)
    throw error
  }
}
