import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { decryptPersonal, encryptPersonal } from '@hospital/access/personal-data'
import { requireProven, startingPatient } from '@hospital/configuration/new-service'
import type { HealthCardChannel, RegisteredCard } from '@hospital/connectors/healthcard/port'
import { isId } from '@hospital/database/identifier'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { invalid, optionalText } from '@hospital/subgraph/fields'
import { Refusal } from '@hospital/subgraph/refusal'
import { batch } from '@hospital/subgraph/schema'
import { emit, enqueue, inTransaction } from '@hospital/subgraph/transaction'
import { phoneFrom } from '../accounts/phone.ts'
import { configuration } from '../configuration.ts'
import { requireConsent } from '../consents/consent.ts'
import type { PatientsContext } from '../context.ts'
import { findPatients, getOwnPatient, lockAccount, type PatientRow } from '../people/patient.ts'
import { account, patient } from '../tables.ts'
import { askChannel, channelOf } from './channel.ts'
import { NATIONS } from './nations.ts'
import { healthCard } from './tables.ts'

export type HealthCardRow = typeof healthCard.$inferSelect

/** A health card is visible with its person. */
export async function findHealthCards(ctx: Context, ids: readonly string[]): Promise<HealthCardRow[]> {
  const cards = await ctx.db.select().from(healthCard).where(inArray(healthCard.id, ids.filter(isId)))
  const persons = new Set((await findPatients(ctx, cards.map(({ patientId }) => patientId))).map(({ id }) => id))
  return cards.filter(({ patientId }) => persons.has(patientId))
}

/** The cards of a person that the caller has already been shown, the oldest first. */
export async function listHealthCardsOf(ctx: Context, patientId: string): Promise<HealthCardRow[]> {
  const cards = await batch(ctx, 'health cards by patient', async (ids) => {
    const rows = await ctx.db.select().from(healthCard).where(inArray(healthCard.patientId, [...ids])).orderBy(asc(healthCard.givenAt), asc(healthCard.id))
    return new Map(ids.map((id) => [id, rows.filter((row) => row.patientId === id)]))
  }).load(patientId)
  return cards ?? []
}

/** The last four places, as people tell cards apart. */
export const tailOf = (ctx: Context, { cardIdSealed }: HealthCardRow) => decryptPersonal(ctx.keys, cardIdSealed).slice(-4)

export interface ApplyHealthCard {
  patientId: string
  channel: string
  consentId: string
  nation: string
  phone?: string | null
  address?: string | null
  wechatCode?: string | null
  healthCode?: string | null
}

/**
 * Gets a person's electronic health card from a channel: a new one, or the one that they hold. The channel comes first and gives the same
 * person the same card, so trying again after a failure leaves nothing double. A person who has one by this channel gets it back.
 * Refuses RESTRICTED, REAL_NAME_REQUIRED, NOT_FOUND, IDENTITY_REQUIRED, INVALID_INPUT, PHONE_INVALID, CONSENT_REQUIRED, CONSENT_OUTDATED,
 * HEALTH_CARD_AUTHORIZE, HEALTH_CARD_CODE_USED, HEALTH_CARD_PERSON, HEALTH_CARD_REFUSED, HEALTH_CARD_UNAVAILABLE.
 */
export async function applyHealthCard(ctx: PatientsContext, input: ApplyHealthCard): Promise<HealthCardRow> {
  const viewer = await startingPatient(ctx, configuration)
  const channel = channelOf(ctx, input.channel)
  const person = await getOwnPatient(ctx, input.patientId)
  await requireProven(ctx, configuration, viewer, person.id, 'healthCard.faceCheck')
  const form = { nation: nationFrom(input.nation), phone: await phoneOf(ctx, person, input.phone), address: optionalText('address', '住址', input.address, 100) ?? undefined }
  const [known] = await ctx.db.select().from(healthCard).where(and(eq(healthCard.patientId, person.id), eq(healthCard.channel, channel.code)))
  if (known) return known
  const consentVersion = await requireConsent(ctx, input.consentId, person.id, 'healthCard')
  const card = input.healthCode ? await claim(ctx, channel, person, input.healthCode) : await register(ctx, channel, person, form, input.wechatCode)
  return inTransaction(ctx, (tx) => keep(tx, person, channel, card, { consentId: input.consentId, consentVersion }))
}

async function register(ctx: PatientsContext, channel: HealthCardChannel, person: PatientRow, form: { nation: string; phone: string; address?: string }, userCode: string | null | undefined): Promise<RegisteredCard> {
  if (person.sex === 'UNKNOWN') throw new Refusal('HEALTH_CARD_REFUSED')
  if (!userCode && channel.authorizeUrl('http://localhost/') !== null) throw new Refusal('HEALTH_CARD_AUTHORIZE')
  const { name, sex: gender, birthDate, recordNumber } = person
  const idCard = decryptPersonal(ctx.keys, person.idCardSealed)
  return askChannel(ctx, channel, (token) => channel.register(token, { ...form, name, gender, birthDate, recordNumber, idCard, ...(userCode && { userCode }) }))
}

/** Somebody's own card from the channel's wallet. Whose it is, the channel says; another's is not taken. */
async function claim(ctx: PatientsContext, channel: HealthCardChannel, person: PatientRow, healthCode: string): Promise<RegisteredCard> {
  const held = await askChannel(ctx, channel, (token) => channel.findByHealthCode(token, healthCode))
  if (held.idCard !== decryptPersonal(ctx.keys, person.idCardSealed) || held.name !== person.name) throw new Refusal('HEALTH_CARD_PERSON')
  return held
}

async function keep(tx: PatientsContext, person: PatientRow, { code, label }: HealthCardChannel, { cardId, phid }: RegisteredCard, consent: { consentId: string; consentVersion: number }): Promise<HealthCardRow> {
  await lockAccount(tx, person.accountId)
  // Taken off the account while the channel was asked.
  await getOwnPatient(tx, person.id)
  const seal = (plain: string) => encryptPersonal(tx.keys, plain)
  const [made] = await tx.db.insert(healthCard).values({ ...consent, patientId: person.id, channel: code, cardIdSealed: seal(cardId), phidSealed: seal(phid), givenAt: tx.now() }).onConflictDoNothing().returning()
  if (!made) {
    const [first] = await tx.db.select().from(healthCard).where(and(eq(healthCard.patientId, person.id), eq(healthCard.channel, code)))
    return first!
  }
  await enqueue(tx, 'bindHealthCard', { id: made.id }, { key: made.id })
  await audit(tx, 'healthCard.given', { subjectType: 'Patient', subjectId: person.id, after: { channel: code, consentVersion: consent.consentVersion } })
  await emit(tx, 'notice.due', { event: 'healthCard.given', accountId: person.accountId, title: `${label}已领取`, body: '就诊时出示动态健康码，即可挂号、签到、缴费与查询。', link: `/patients/${person.id}/health-card`, subjectType: 'HealthCard', subjectId: made.id })
  return made
}

/** Ties the card to the record number, so that the hospital's readers find the record by it. Repeated until the channel has taken it. */
export async function bindHealthCard(ctx: PatientsContext, { id }: { id: string }): Promise<void> {
  const [row] = await ctx.db.select({ card: healthCard, recordNumber: patient.recordNumber }).from(healthCard).innerJoin(patient, eq(patient.id, healthCard.patientId)).where(and(eq(healthCard.id, id), isNull(healthCard.boundAt)))
  if (!row) return
  const channel = channelOf(ctx, row.card.channel)
  await askChannel(ctx, channel, (token) => channel.bind(token, { cardId: decryptPersonal(ctx.keys, row.card.cardIdSealed), recordNumber: row.recordNumber }))
  await ctx.db.update(healthCard).set({ boundAt: ctx.now() }).where(eq(healthCard.id, id))
}

function nationFrom(typed: string): string {
  const nation = typed.trim()
  if (!NATIONS.has(nation)) throw invalid('nation', '请选择民族。')
  return nation
}

/** Where the channel reaches them: as typed, else the person's, the guardian's, the account's. */
async function phoneOf(ctx: Context, { phoneSealed, guardianPhoneSealed, accountId }: PatientRow, typed: string | null | undefined): Promise<string> {
  if (typed) return phoneFrom(typed)
  const known = phoneSealed ?? guardianPhoneSealed
  if (known) return decryptPersonal(ctx.keys, known)
  const [own] = await ctx.db.select({ phoneSealed: account.phoneSealed }).from(account).where(eq(account.id, accountId))
  return decryptPersonal(ctx.keys, own!.phoneSealed)
}
