import { and, eq } from 'drizzle-orm'
import { service } from '@hospital/access/viewer'
import { newId } from '@hospital/database/identifier'
import type { EventPayloads } from '@hospital/events/catalogue'
import { fillIn, fitKeyword, variablesIn, type Channel, type OutsideChannel, type TemplateContent } from '@hospital/events/notice-text'
import { declarationOfNotice } from '@hospital/events/notices'
import type { Context } from '@hospital/subgraph/context'
import { emit, enqueue, inTransaction } from '@hospital/subgraph/transaction'
import { tryTransition } from '@hospital/subgraph/transitions'
import { messageAttempt, messageDelivery } from '../tables/delivery.ts'
import { deliveryEntity, type DeliveryRow, type Told } from './delivery.ts'
import type { DeliveryState } from './delivery.status.ts'
import { nextLoudMoment } from './quiet-hours.ts'
import { tally } from './tally.ts'
import { templateInForce } from './template.ts'

/** What follows each try that may be repeated; after the last the message has failed by this channel. */
const BACK_OFF_MS = [30_000, 120_000, 600_000, 3_600_000]
/** A message of which nobody knows whether it was sent is sent again when no receipt came in this time. */
const RECEIPT_MS = 600_000

/** Whether the hospital has switched a channel outside on. */
export const isOn = (channel: Channel, { sms, wechat }: TemplateContent): boolean => (channel === 'SMS' ? sms : wechat).enabled

const house = <C extends Context>(tx: C): C => ({ ...tx, viewer: service('platform') })

/** Puts a message on its way by the first of these channels; the others are tried in their order where it fails for good. */
export async function queueOutside(tx: Context, told: Told, [channel, ...otherChannels]: readonly OutsideChannel[], insteadOf: string | null = null): Promise<void> {
  const template = await templateInForce(tx, told.event, told.audience, told.institutionId)
  if (!template || !channel) return
  const now = tx.now()
  const dueAt = declarationOfNotice(told.event)?.urgent ? now : await nextLoudMoment(tx)
  const delivery = { ...told, id: newId(), channel, otherChannels, insteadOf, status: 'QUEUED' as const, attempts: 1, tries: 1, dueAt, ...wordsFor(channel, template.content, told.variables) }
  await tx.db.insert(messageDelivery).values(delivery)
  await tally(tx, delivery, 'QUEUED')
  if (dueAt > now) return enqueue(tx, 'dispatchMessage', { deliveryId: delivery.id }, { runAt: dueAt, key: delivery.id })
  await handOver(tx, delivery, template.content)
}

function wordsFor(channel: OutsideChannel, { inApp, sms, wechat }: TemplateContent, variables: Record<string, string>): { title: string; body: string } {
  const body = channel === 'SMS' ? fillIn(sms.body, variables) : keywordsFor(wechat, variables).map(({ key, text }) => `${key}：${text}`).join('\n')
  return { title: fillIn(inApp.title, variables), body }
}

const keywordsFor = ({ keywords }: TemplateContent['wechat'], variables: Record<string, string>) => keywords.map(({ key, text }) => ({ key, text: fitKeyword(key, fillIn(text, variables)) }))

/** A message whose time has come: after the night, or after a pause. */
export function dispatchMessage(ctx: Context, { deliveryId }: { deliveryId: string }): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx.db.select().from(messageDelivery).where(eq(messageDelivery.id, deliveryId)).for('update')
    if (row?.status !== 'QUEUED') return
    if (row.dueAt && row.dueAt > tx.now()) return enqueue(tx, 'dispatchMessage', { deliveryId }, { runAt: row.dueAt, key: deliveryId })
    const template = await templateInForce(tx, row.event, row.audience, row.institutionId)
    if (template && isOn(row.channel, template.content)) return handOver(tx, row, template.content)
    await failFor(tx, row, { code: 'CHANNEL_OFF' })
  })
}

/** Hands an attempt to the subgraph that knows the number. The same attempt twice is one there. */
export function handOver(tx: Context, row: Pick<DeliveryRow, 'id' | 'attempts' | 'channel' | 'recipientId' | 'event' | 'variables' | 'link'>, { sms, wechat }: TemplateContent): Promise<void> {
  const { id, attempts, channel, recipientId, event, variables, link } = row
  return emit(tx, 'message.dispatched', {
    deliveryId: id, attempt: attempts, channel: channel as OutsideChannel, accountId: recipientId, event, link,
    tencentCode: sms.tencentCode, aliyunCode: sms.aliyunCode, params: channel === 'SMS' ? variablesIn(sms.body).map((name) => [name, variables[name] ?? '']) : [],
    wechat: channel === 'WECHAT' && wechat.templateId ? { kind: wechat.kind, templateId: wechat.templateId, keywords: keywordsFor(wechat, variables) } : null,
  })
}

/** What came of an attempt. One that is not the newest any more is kept and changes nothing. */
export async function recordAttempt(ctx: Context, { deliveryId, attempt, outcome, provider, code, serialNo, at }: EventPayloads['message.attempted']): Promise<void> {
  const tx = house(ctx)
  await tx.db.insert(messageAttempt).values({ deliveryId, number: attempt, at: new Date(at), outcome, provider, code, serialNo })
    .onConflictDoUpdate({ target: [messageAttempt.deliveryId, messageAttempt.number], set: { outcome, provider, code, serialNo, at: new Date(at) } })
  const [row] = await tx.db.select().from(messageDelivery).where(eq(messageDelivery.id, deliveryId)).for('update')
  if (!row || row.attempts !== attempt) return
  const said = { provider, code }
  if (outcome === 'ACCEPTED') return void (await move(tx, row, 'send', { ...said, sentAt: new Date(at) }))
  if (outcome === 'RETRY') return tryLater(tx, row, said)
  if (outcome !== 'UNKNOWN') return failFor(tx, row, said)
  if (await move(tx, row, 'send', { ...said, sentAt: new Date(at) })) await enqueue(tx, 'chaseReceipt', { deliveryId, attempt }, { runAt: new Date(tx.now().getTime() + RECEIPT_MS), key: `${deliveryId} ${attempt}` })
}

/** Nobody knows whether this attempt was sent, and no receipt has come. */
export function chaseReceipt(ctx: Context, { deliveryId, attempt }: { deliveryId: string; attempt: number }): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx.db.select().from(messageDelivery).where(eq(messageDelivery.id, deliveryId)).for('update')
    if (row?.status === 'SENT' && row.attempts === attempt) await tryLater(tx, row, { code: 'RECEIPT_MISSING' })
  })
}

/** The provider's receipt: what it delivered is delivered, whichever attempt that was. */
export async function recordReceipt(ctx: Context, { deliveryId, attempt, delivered, code, at }: EventPayloads['message.receipt']): Promise<void> {
  const tx = house(ctx)
  const [row] = await tx.db.select().from(messageDelivery).where(eq(messageDelivery.id, deliveryId)).for('update')
  if (!row) return
  const receipt = { receiptAt: new Date(at), receiptCode: code }
  const [known] = await tx.db.update(messageAttempt).set(receipt).where(and(eq(messageAttempt.deliveryId, deliveryId), eq(messageAttempt.number, attempt))).returning({ number: messageAttempt.number })
  if (!known) await tx.db.insert(messageAttempt).values({ deliveryId, number: attempt, at: new Date(at), outcome: 'ACCEPTED', ...receipt })
  if (delivered) await move(tx, row, 'deliver', { code, endedAt: new Date(at), sentAt: row.sentAt ?? new Date(at) })
  else if (row.attempts === attempt) await failFor(tx, row, { code })
}

async function tryLater(tx: Context, row: DeliveryRow, said: Partial<DeliveryRow>): Promise<void> {
  const pause = BACK_OFF_MS[row.tries - 1]
  if (pause === undefined) return failFor(tx, row, said)
  const dueAt = new Date(tx.now().getTime() + pause)
  if (await move(tx, row, 'retry', { ...said, attempts: row.attempts + 1, tries: row.tries + 1, dueAt })) await enqueue(tx, 'dispatchMessage', { deliveryId: row.id }, { runAt: dueAt, key: row.id })
}

/** It failed by this channel for good: the next one that is switched on takes its place. */
async function failFor(tx: Context, row: DeliveryRow, said: Partial<DeliveryRow>): Promise<void> {
  const failed = await move(tx, row, 'fail', { ...said, endedAt: tx.now() })
  if (!failed) return
  const template = await templateInForce(tx, row.event, row.audience, row.institutionId)
  const others = row.otherChannels.filter((channel) => template && isOn(channel, template.content))
  // A message that a person sends again has given its other channels away already.
  await tx.db.update(messageDelivery).set({ otherChannels: [] }).where(eq(messageDelivery.id, row.id))
  const { event, audience, recipientId, terminal, link, subjectType, subjectId, institutionId, variables } = row
  if (others.length) await queueOutside(tx, { event, audience, recipientId, terminal, day: row.day, at: tx.now(), link, subjectType, subjectId, institutionId, variables, templateVersion: template!.inForce }, others, row.id)
}

export async function move(tx: Context, row: DeliveryRow, action: 'send' | 'retry' | 'deliver' | 'fail' | 'resend', patch: Partial<DeliveryRow>): Promise<DeliveryRow | undefined> {
  const moved = await tryTransition(tx, deliveryEntity, row.id, action, patch)
  if (moved) await tally(tx, row, moved.status as DeliveryState, row.status)
  return moved
}
