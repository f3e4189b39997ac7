import { and, asc, eq, isNull } from 'drizzle-orm'
import { decryptPersonal } from '@hospital/access/personal-data'
import type { UsageScene } from '@hospital/connectors/healthcard/port'
import type { EventPayloads } from '@hospital/events/catalogue'
import { enqueue } from '@hospital/subgraph/transaction'
import type { PatientsContext } from '../context.ts'
import { askChannel, channelOf } from './channel.ts'
import { healthCard, healthCardUsage } from './tables.ts'

/** Booking and arriving, with a card: the channel hears of it. */
export const useForVisit = (tx: PatientsContext, { appointmentId, patientId, step, at }: EventPayloads['appointment.advanced']): Promise<void> =>
  use(tx, patientId, step === 'BOOKED' ? 'BOOK' : 'CHECK_IN', appointmentId, at)

export async function useForPayment(tx: PatientsContext, { orderId, patientId, paidAt }: EventPayloads['order.paid']): Promise<void> {
  if (patientId) await use(tx, patientId, 'PAY', orderId, paidAt)
}

/** One act is one usage, of the card that the person had first; who has none uses none. */
async function use(tx: PatientsContext, patientId: string, scene: UsageScene, act: string, at: string): Promise<void> {
  const [card] = await tx.db.select({ id: healthCard.id }).from(healthCard).where(eq(healthCard.patientId, patientId)).orderBy(asc(healthCard.givenAt), asc(healthCard.id)).limit(1)
  if (!card) return
  const [made] = await tx.db.insert(healthCardUsage).values({ healthCardId: card.id, scene, act: `${scene} ${act}`, at: new Date(at) }).onConflictDoNothing().returning({ id: healthCardUsage.id })
  if (made) await enqueue(tx, 'reportHealthCardUsage', { id: made.id }, { key: made.id })
}

/** Told until the channel has taken it; told twice it is one usage there as well, by its id. */
export async function reportHealthCardUsage(ctx: PatientsContext, { id }: { id: string }): Promise<void> {
  const [row] = await ctx.db.select({ usage: healthCardUsage, card: healthCard }).from(healthCardUsage).innerJoin(healthCard, eq(healthCard.id, healthCardUsage.healthCardId)).where(and(eq(healthCardUsage.id, id), isNull(healthCardUsage.reportedAt)))
  if (!row) return
  const { usage, card } = row
  const channel = channelOf(ctx, card.channel)
  await askChannel(ctx, channel, (token) => channel.reportUsage(token, { cardId: decryptPersonal(ctx.keys, card.cardIdSealed), scene: usage.scene as UsageScene, at: usage.at, reference: usage.id }))
  await ctx.db.update(healthCardUsage).set({ reportedAt: ctx.now() }).where(eq(healthCardUsage.id, id))
}
