import { and, eq, gt, isNull } from 'drizzle-orm'
import { blindIndex, decryptPersonal } from '@hospital/access/personal-data'
import { isConnectorFailure } from '@hospital/connectors/failure'
import type { SmsPort, SmsProvider } from '@hospital/connectors/sms/port'
import type { EventPayloads } from '@hospital/events/catalogue'
import type { Context } from '@hospital/subgraph/context'
import { emit, enqueue, inTransaction } from '@hospital/subgraph/transaction'
import { configuration } from '../configuration.ts'
import type { PatientsContext } from '../context.ts'
import { account, messageSending } from '../tables.ts'
import { SAME_MESSAGE_MS, sendByWechat } from '../wechat/sending.ts'

type Dispatched = EventPayloads['message.dispatched']
type Attempted = EventPayloads['message.attempted']
type Outcome = Pick<Attempted, 'outcome' | 'code' | 'serialNo'> & { provider: Attempted['provider']; phoneIndex?: string }

/** Takes a message over that shall leave the house. The call itself is a job: none belongs into a transaction. */
export async function acceptDispatch(tx: Context, dispatched: Dispatched): Promise<void> {
  const { deliveryId, attempt } = dispatched
  await tx.db.insert(messageSending).values({ deliveryId, attempt }).onConflictDoNothing()
  await enqueue(tx, 'sendMessage', { ...dispatched }, { key: `${deliveryId} ${attempt}` })
}

/**
 * Sends one attempt, once: that it begins is kept before the call. A job that finds it begun and not ended is the heir of a process that died in the
 * middle; whether the message left nobody knows, so it says UNKNOWN and does not send again, unless the provider knows one that comes twice.
 */
export async function sendMessage(ctx: PatientsContext, dispatched: Dispatched): Promise<void> {
  const { deliveryId, attempt } = dispatched
  const own = and(eq(messageSending.deliveryId, deliveryId), eq(messageSending.attempt, attempt))
  const [begun] = await ctx.db.update(messageSending).set({ calledAt: ctx.now() }).where(and(own, isNull(messageSending.calledAt))).returning()
  const outcome: Outcome = begun || (await mayRepeat(ctx, dispatched)) ? await call(ctx, dispatched) : { outcome: 'UNKNOWN', provider: null, code: 'INTERRUPTED', serialNo: null }
  await inTransaction(ctx, async (tx) => {
    const { phoneIndex, ...told } = outcome
    const [ended] = await tx.db.update(messageSending).set({ answeredAt: tx.now(), provider: told.provider, serialNo: told.serialNo, phoneIndex }).where(and(own, isNull(messageSending.answeredAt))).returning()
    if (ended) await emit(tx, 'message.attempted', { deliveryId, attempt, ...told, at: tx.now().toISOString() })
  })
}

/** Template messages carry an id of ours, by which the official account takes a second one for the first. */
async function mayRepeat(ctx: Context, { deliveryId, attempt, wechat }: Dispatched): Promise<boolean> {
  if (wechat?.kind !== 'TEMPLATE') return false
  const lately = gt(messageSending.calledAt, new Date(ctx.now().getTime() - SAME_MESSAGE_MS))
  return (await ctx.db.$count(messageSending, and(eq(messageSending.deliveryId, deliveryId), eq(messageSending.attempt, attempt), isNull(messageSending.answeredAt), lately))) > 0
}

async function call(ctx: PatientsContext, dispatched: Dispatched): Promise<Outcome> {
  const [own] = await ctx.db.select().from(account).where(eq(account.id, dispatched.accountId))
  if (!own || own.disabledAt) return { outcome: 'UNREACHABLE', provider: null, code: 'ACCOUNT_CLOSED', serialNo: null }
  if (dispatched.channel === 'WECHAT') return sendByWechat(ctx, dispatched)
  return sendText(ctx, decryptPersonal(ctx.keys, own.phoneSealed), dispatched)
}

async function sendText(ctx: PatientsContext, phone: string, { event, params, tencentCode, aliyunCode }: Dispatched): Promise<Outcome> {
  const { provider, port } = await chosenSms(ctx)
  try {
    const answer = await port.sendSms({ phone, templateId: event, code: provider === 'ALIYUN' ? aliyunCode : tencentCode, params: params.map(([, value]) => value), names: params.map(([name]) => name) })
    const { accepted, later, code, serialNo } = answer
    return { outcome: accepted ? 'ACCEPTED' : later ? 'RETRY' : 'REFUSED', provider, code, serialNo, phoneIndex: blindIndex(ctx.keys, phone) }
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    ctx.log.warn({ err: error, event }, 'message not sent')
    return { outcome: error.resultUnknown ? 'UNKNOWN' : error.kind === 'UNAVAILABLE' ? 'RETRY' : 'REFUSED', provider, code: error.code ?? error.kind, serialNo: null }
  }
}

/** Who sends text messages at this moment. A provider that was never set up sends none. */
export async function chosenSms(ctx: PatientsContext): Promise<{ provider: SmsProvider; port: SmsPort }> {
  const chosen = await configuration.settingOf(ctx, 'messages.smsProvider')
  return chosen === 'ALIYUN' && ctx.aliyunSms ? { provider: 'ALIYUN', port: ctx.aliyunSms } : { provider: 'TENCENT', port: ctx.sms }
}
