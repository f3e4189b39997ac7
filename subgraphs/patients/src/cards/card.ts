import { and, asc, eq, inArray, max, sql } from 'drizzle-orm'
import { decryptPersonal } from '@hospital/access/personal-data'
import type { Viewer } from '@hospital/access/viewer'
import type { HisCard } from '@hospital/connectors/his/port'
import { isId } from '@hospital/database/identifier'
import { batch } from '@hospital/subgraph/schema'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction } from '@hospital/subgraph/transaction'
import type { PatientsContext } from '../context.ts'
import { findInHis } from '../people/his-record.ts'
import { findPatients, getOwnPatient, lockAccount, type PatientRow } from '../people/patient.ts'
import { patientCard } from '../tables.ts'

export type CardRow = typeof patientCard.$inferSelect

/** A card is visible with its person. */
export async function findCards(ctx: Context, ids: readonly string[]): Promise<CardRow[]> {
  const cards = await ctx.db.select().from(patientCard).where(inArray(patientCard.id, ids.filter(isId)))
  const persons = new Set((await findPatients(ctx, cards.map(({ patientId }) => patientId))).map(({ id }) => id))
  return cards.filter(({ patientId }) => persons.has(patientId))
}

/** Four places at either end, where that leaves something to hide. */
export const maskedNumberOf = ({ number }: CardRow) => (number.length > 8 ? `${number.slice(0, 4)}****${number.slice(-4)}` : `****${number.slice(-4)}`)

/** Who runs the platform has no use for a whole card number. */
export const numberFor = (viewer: Viewer, card: CardRow) => (viewer.kind === 'ADMINISTRATOR' ? maskedNumberOf(card) : card.number)

/** The cards of a person that the caller has already been shown, in their order. */
export async function listCardsOf(ctx: Context, patientId: string): Promise<CardRow[]> {
  const cards = await batch(ctx, 'cards by patient', async (ids) => {
    const rows = await ctx.db.select().from(patientCard).where(inArray(patientCard.patientId, [...ids])).orderBy(asc(patientCard.sortOrder), asc(patientCard.id))
    return new Map(ids.map((id) => [id, rows.filter((row) => row.patientId === id)]))
  }).load(patientId)
  return cards ?? []
}

/** Takes over what HIS has: new cards go to the end, vanished ones go away, order and default stay as the person set them. */
export async function mergeCards(tx: Context, patientId: string, cards: readonly HisCard[]): Promise<void> {
  const own = eq(patientCard.patientId, patientId)
  const known = await tx.db.select().from(patientCard).where(own)
  const keyOf = ({ kind, number }: HisCard) => `${kind} ${number}`
  const inHis = new Set(cards.map(keyOf))
  const gone = known.filter((card) => !inHis.has(keyOf(card))).map(({ id }) => id)
  if (gone.length) await tx.db.delete(patientCard).where(inArray(patientCard.id, gone))
  const before = new Set(known.map(keyOf))
  const [{ last }] = await tx.db.select({ last: max(patientCard.sortOrder) }).from(patientCard).where(own) as [{ last: number | null }]
  const fresh = [...new Map(cards.filter((card) => !before.has(keyOf(card))).map((card) => [keyOf(card), card])).values()]
  if (fresh.length) await tx.db.insert(patientCard).values(fresh.map(({ kind, number }, i) => ({ patientId, kind, number, sortOrder: (last ?? 0) + i + 1 })))
  await tx.db.update(patientCard).set({ isDefault: true }).where(sql`${patientCard.id} = (
    select id from ${patientCard} where patient_id = ${patientId} and not exists (select 1 from ${patientCard} where patient_id = ${patientId} and is_default) order by sort_order limit 1)`)
}

/** Asks HIS again for the person's cards. Refuses NOT_FOUND, HIS_UNAVAILABLE. */
export async function refreshCards(ctx: PatientsContext, patientId: string): Promise<PatientRow> {
  const { id, accountId, idCardSealed } = await getOwnPatient(ctx, patientId)
  const record = await findInHis(ctx, decryptPersonal(ctx.keys, idCardSealed))
  if (!record) throw new Refusal('HIS_RECORD_REQUIRED')
  return inTransaction(ctx, async (tx) => {
    await lockAccount(tx, accountId)
    await mergeCards(tx, id, record.cards)
    return getOwnPatient(tx, id)
  })
}

/** The card that is shown first at a counter. Refuses NOT_FOUND. */
export function setDefaultCard(ctx: Context, id: string): Promise<PatientRow> {
  return inTransaction(ctx, async (tx) => {
    const [card] = await findCards(tx, [id])
    if (!card) throw new Refusal('NOT_FOUND')
    const person = await getOwnPatient(tx, card.patientId)
    await lockAccount(tx, person.accountId)
    await tx.db.update(patientCard).set({ isDefault: false }).where(and(eq(patientCard.patientId, person.id), eq(patientCard.isDefault, true)))
    await tx.db.update(patientCard).set({ isDefault: true }).where(eq(patientCard.id, id))
    return person
  })
}

/** Sets the order of all cards of a person. Refuses NOT_FOUND, INVALID_INPUT unless each card is named once. */
export function sortCards(ctx: Context, patientId: string, cardIds: readonly string[]): Promise<PatientRow> {
  return inTransaction(ctx, async (tx) => {
    const person = await getOwnPatient(tx, patientId)
    await lockAccount(tx, person.accountId)
    const cards = await tx.db.select({ id: patientCard.id }).from(patientCard).where(eq(patientCard.patientId, person.id))
    const named = new Set(cardIds)
    if (named.size !== cardIds.length || cards.length !== named.size || !cards.every(({ id }) => named.has(id))) {
      throw new Refusal('INVALID_INPUT', { message: '就诊卡已变化，请刷新后重新排序。', details: { field: 'cardIds' } })
    }
    const order = sql.join(cardIds.map((id, i) => sql`(${id}::uuid, ${i + 1}::int)`), sql`, `)
    if (cards.length) await tx.db.execute(sql`update ${patientCard} set sort_order = place.n from (values ${order}) as place(id, n) where ${patientCard.id} = place.id`)
    return person
  })
}
