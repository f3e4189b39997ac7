import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '@hospital/database/identifier'
import { openWorld, type World } from '../../test/world.ts'

let world: World
beforeAll(async () => { world = await openWorld() })
afterAll(() => world.close())

const CARDS = 'cards { id kind number isDefault sortOrder }'
const SORT = `mutation ($patientId: ID!, $cardIds: [ID!]!) { sortCards(patientId: $patientId, cardIds: $cardIds) { ${CARDS} } }`
const REFRESH = `mutation ($patientId: ID!) { refreshCards(patientId: $patientId) { ${CARDS} } }`

interface Card { id: string; isDefault: boolean }

describe('[A1-10] cards come from HIS', () => {
  test('their order stays as it was set, also when HIS is asked again', async () => {
    const { sessionId } = await world.signIn()
    const { id: patientId, cards } = await world.person(sessionId)
    const viewer = await world.viewer(sessionId)
    expect(cards.length).toBeGreaterThanOrEqual(2)
    const cardIds = cards.map((card: Card) => card.id).reverse()
    const sorted = await world.must(viewer, SORT, { patientId, cardIds })
    expect(sorted.sortCards.cards.map((card: Card) => card.id)).toEqual(cardIds)
    const again = await world.must(viewer, REFRESH, { patientId })
    expect(again.refreshCards.cards).toEqual(sorted.sortCards.cards)
  })

  test('a new card joins at the end, a vanished one goes', async () => {
    const { sessionId } = await world.signIn()
    const { id: patientId, cards } = await world.person(sessionId)
    const ctx = world.subgraph.contextFor({ viewer: await world.viewer(sessionId), requestId: '', origin: { ip: null, userAgent: null } })
    await ctx.db.execute(`delete from patients.patient_card where id = '${cards[0].id}'`)
    await ctx.db.execute(`insert into patients.patient_card (id, patient_id, kind, number, sort_order) values ('${newId()}', '${patientId}', 'HOSPITAL', 'GONE', 9)`)
    const { refreshCards } = await world.must(await world.viewer(sessionId), REFRESH, { patientId })
    expect(refreshCards.cards.map(({ number }: { number: string }) => number).sort()).toEqual(cards.map(({ number }: { number: string }) => number).sort())
    expect(refreshCards.cards.at(-1).number).toBe(cards[0].number)
    expect(refreshCards.cards.filter((card: Card) => card.isDefault)).toHaveLength(1)
  })

  test('each card is named once when sorting', async () => {
    const { sessionId } = await world.signIn()
    const { id: patientId, cards } = await world.person(sessionId)
    const [one, two] = cards.map((card: Card) => card.id)
    const viewer = await world.viewer(sessionId)
    for (const cardIds of [[], [one], [one, one], [one, newId()], [one, two, newId()]]) expect(await world.refusal(viewer, SORT, { patientId, cardIds })).toBe('INVALID_INPUT')
  })

  test('one card is the default', async () => {
    const { sessionId } = await world.signIn()
    const { cards } = await world.person(sessionId)
    expect(cards.filter((card: Card) => card.isDefault)).toHaveLength(1)
    const chosen = cards.find((card: Card) => !card.isDefault)
    const { setDefaultCard } = await world.must(await world.viewer(sessionId), `mutation ($id: ID!) { setDefaultCard(id: $id) { ${CARDS} } }`, { id: chosen.id })
    expect(setDefaultCard.cards.filter((card: Card) => card.isDefault).map((card: Card) => card.id)).toEqual([chosen.id])
  })

  test('HIS down: refused, the cards stay', async () => {
    const { sessionId } = await world.signIn()
    const { id: patientId } = await world.person(sessionId)
    await world.outside.control('faults', { system: 'his', mode: 'down' })
    expect(await world.refusal(await world.viewer(sessionId), REFRESH, { patientId })).toBe('HIS_UNAVAILABLE')
    await world.outside.control('faults/clear')
  })
})
