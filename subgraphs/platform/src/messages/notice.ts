import { eq } from 'drizzle-orm'
import type { EventPayloads } from '@hospital/events/catalogue'
import { fillIn } from '@hospital/events/notice-text'
import { declarationOfNotice, type Audience } from '@hospital/events/notices'
import { hospitalDay } from '@hospital/database/clock'
import { newId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { firstArrival } from '@hospital/subgraph/reaction'
import { accountTerminal, messageDelivery } from '../tables/delivery.ts'
import { isOn, queueOutside } from './dispatch.ts'
import { putIntoInbox } from './message.ts'
import { tally } from './tally.ts'
import { templateInForce } from './template.ts'

type NoticeDue = EventPayloads['notice.due']

/** Tells whom a notice is for, once each, by the channels that the template has switched on. */
export async function receiveNotice(tx: Context, notice: NoticeDue): Promise<void> {
  const { accountId, practitionerId } = notice
  const recipients: [Audience, string | undefined][] = [['ACCOUNT', accountId], ['PRACTITIONER', practitionerId]]
  // In the order of their ids, so that two notices to the same two never wait for each other.
  for (const [audience, recipientId] of recipients.sort(([, a = ''], [, b = '']) => (a < b ? -1 : 1))) {
    if (recipientId && (await firstTelling(tx, notice, recipientId))) await tell(tx, notice, audience, recipientId)
  }
}

/** A subject is told of once; what may happen again says which time it is. */
async function firstTelling(tx: Context, { event, subjectId, occurrence }: NoticeDue, recipientId: string): Promise<boolean> {
  if (!subjectId || !declarationOfNotice(event)) return true
  return firstArrival(tx, ['notice', event, subjectId, recipientId, occurrence].filter(Boolean).join(' '))
}

async function tell(tx: Context, notice: NoticeDue, audience: Audience, recipientId: string): Promise<void> {
  const { event, variables = {}, link, subjectType, subjectId, institutionId } = notice
  const template = await templateInForce(tx, event, audience, institutionId)
  const inApp = template ? template.content.inApp : { enabled: true, title: notice.title ?? '', body: notice.body ?? '' }
  const common = {
    event, audience, recipientId, terminal: await terminalOfRecipient(tx, audience, recipientId), day: hospitalDay(tx.now()), at: tx.now(),
    link: link ?? null, subjectType: subjectType ?? null, subjectId: subjectId ?? null, institutionId: institutionId ?? null, variables, templateVersion: template?.inForce ?? null,
  }
  if (inApp.enabled) {
    const words = template ? { title: fillIn(inApp.title, variables), body: fillIn(inApp.body, variables) } : { title: inApp.title, body: inApp.body }
    await putIntoInbox(tx, { recipientId, event, ...words, link, subjectType, subjectId })
    // In the inbox it has arrived: there is no way on which it could be lost.
    const delivery = { ...common, ...words, id: newId(), channel: 'IN_APP' as const, status: 'DELIVERED' as const, otherChannels: [], sentAt: tx.now(), endedAt: tx.now() }
    await tx.db.insert(messageDelivery).values(delivery)
    await tally(tx, delivery, 'DELIVERED')
  }
  const outside = template ? template.content.order.filter((channel) => isOn(channel, template.content)) : []
  if (audience === 'ACCOUNT' && outside.length) await queueOutside(tx, common, outside)
}

/** Practitioners have one terminal; an account that has not been seen anywhere yet signed in by the browser. */
async function terminalOfRecipient(tx: Context, audience: Audience, recipientId: string): Promise<string> {
  if (audience === 'PRACTITIONER') return 'DOCTOR'
  const [seen] = await tx.db.select({ terminal: accountTerminal.terminal }).from(accountTerminal).where(eq(accountTerminal.accountId, recipientId))
  return seen?.terminal ?? 'H5'
}

/** Remembers at which terminal an account was seen last, whatever the order of delivery. */
export async function noteTerminal(tx: Context, { accountId, terminal, at }: EventPayloads['account.signed-in']): Promise<void> {
  const seen = { terminal, at: new Date(at) }
  const [known] = await tx.db.select({ at: accountTerminal.at }).from(accountTerminal).where(eq(accountTerminal.accountId, accountId)).for('update')
  if (known && known.at > seen.at) return
  await tx.db.insert(accountTerminal).values({ accountId, ...seen }).onConflictDoUpdate({ target: accountTerminal.accountId, set: seen })
}
