import { decryptPersonal } from '@hospital/access/personal-data'
import { Refusal } from '@hospital/subgraph/refusal'
import type { PatientsContext } from '../context.ts'
import { getOwnPatient } from '../people/patient.ts'
import { askChannel, channelOf } from './channel.ts'
import { findHealthCards } from './health-card.ts'

export interface ShownCode {
  text: string
  expiresAt: Date
  seconds: number
}

/**
 * A fresh code of the account's own person, good once and for about a minute. It is kept nowhere. Refuses NOT_FOUND, HEALTH_CARD_REFUSED,
 * HEALTH_CARD_UNAVAILABLE.
 */
export async function showHealthCard(ctx: PatientsContext, id: string): Promise<ShownCode> {
  const [card] = await findHealthCards(ctx, [id])
  if (!card) throw new Refusal('NOT_FOUND')
  const person = await getOwnPatient(ctx, card.patientId)
  const channel = channelOf(ctx, card.channel)
  // Counted from before it was asked for: rather a moment too short than shown when it is over.
  const asked = ctx.now()
  const { text } = await askChannel(ctx, channel, (token) => channel.getDynamicCode(token, { cardId: decryptPersonal(ctx.keys, card.cardIdSealed), idCard: decryptPersonal(ctx.keys, person.idCardSealed) }))
  const expiresAt = new Date(asked.getTime() + channel.codeSeconds * 1000)
  return { text, expiresAt, seconds: Math.max(0, Math.floor((expiresAt.getTime() - ctx.now().getTime()) / 1000)) }
}
