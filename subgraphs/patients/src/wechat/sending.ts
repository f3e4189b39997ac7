import { eq } from 'drizzle-orm'
import { decryptPersonal } from '@hospital/access/personal-data'
import { isConnectorFailure, type ConnectorFailure } from '@hospital/connectors/failure'
import type { TemplateMessage } from '@hospital/connectors/wechat/port'
import type { EventPayloads } from '@hospital/events/catalogue'
import type { PatientsContext } from '../context.ts'
import { wechatBinding } from './tables.ts'

type Dispatched = EventPayloads['message.dispatched']
type Outcome = Pick<EventPayloads['message.attempted'], 'outcome' | 'code' | 'serialNo' | 'provider'>

/** The official account takes a template message with the same id of ours for the same one so long, a little less than it says. */
export const SAME_MESSAGE_MS = 9 * 60_000
const TRIES = 3

const said = (outcome: Outcome['outcome'], code: string, serialNo: string | null = null): Outcome => ({ outcome, provider: 'WECHAT', code, serialNo })

/** Sends a message to the WeChat that is bound to the account. Who has bound none, or does not follow, cannot be reached. */
export async function sendByWechat(ctx: PatientsContext, dispatched: Dispatched): Promise<Outcome> {
  const { accountId, wechat } = dispatched
  const [bound] = await ctx.db.select().from(wechatBinding).where(eq(wechatBinding.accountId, accountId))
  if (!bound) return said('UNREACHABLE', 'NOT_BOUND')
  if (!wechat) return said('REFUSED', 'TEMPLATE_MISSING')
  if (wechat.kind === 'TEMPLATE' && !bound.following) return said('UNREACHABLE', 'NOT_FOLLOWING')
  try {
    return await send(ctx, dispatched, wechat, decryptPersonal(ctx.keys, bound.openIdSealed))
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    ctx.log.warn({ err: error, event: dispatched.event }, 'message not sent')
    if (error.code === 'NOT_FOLLOWING') await ctx.db.update(wechatBinding).set({ following: false }).where(eq(wechatBinding.id, bound.id))
    return outcomeOf(error)
  }
}

async function send(ctx: PatientsContext, { deliveryId, attempt, link }: Dispatched, { kind, templateId, keywords }: NonNullable<Dispatched['wechat']>, openId: string): Promise<Outcome> {
  const message = { openId, templateId, data: Object.fromEntries(keywords.map(({ key, text }) => [key, text])) }
  const url = link ? `${ctx.appOrigins[0]}${link}` : undefined
  if (kind === 'SUBSCRIBE') {
    const { messageId } = await ctx.wechat.sendSubscribe({ ...message, page: url })
    return said('ACCEPTED', 'Ok', messageId)
  }
  const { messageId } = await sendTemplate(ctx, { ...message, url, clientMessageId: `${deliveryId.replaceAll('-', '')}${attempt}` }, TRIES)
  return said('ACCEPTED', 'Ok', messageId)
}

/** Whether one that was not answered has left is found out by sending it again: with our id it is the same message. */
async function sendTemplate(ctx: PatientsContext, message: TemplateMessage, tries: number): Promise<{ messageId: string }> {
  try {
    return await ctx.wechat.sendTemplate(message)
  } catch (error) {
    if (tries > 1 && isConnectorFailure(error) && error.resultUnknown) return sendTemplate(ctx, message, tries - 1)
    throw error
  }
}

/** What is refused for the person's sake: no other try by this channel will reach them. */
const UNREACHABLE = new Set(['NOT_FOLLOWING', 'OPENID_INVALID', 'NOT_SUBSCRIBED'])

function outcomeOf({ kind, code, resultUnknown }: ConnectorFailure): Outcome {
  if (UNREACHABLE.has(code ?? '')) return said('UNREACHABLE', code!)
  return said(resultUnknown ? 'UNKNOWN' : kind === 'UNAVAILABLE' ? 'RETRY' : 'REFUSED', code ?? kind)
}
