import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '@hospital/database/identifier'
import { doctorViewer, patientViewer } from '@hospital/subgraph/testing'
import { openWorld, type World } from '../../test/world.ts'
import { feedback } from '../tables/help.ts'

let world: World
let id: string
const author = patientViewer([])
beforeAll(async () => {
  world = await openWorld()
  await world.synchronise()
  id = (await world.must(author, 'mutation { submitFeedback(input: { kind: COMPLAINT, content: "窗口排队太久了" }) { id } }')).submitFeedback.id
})
afterAll(() => world.close())

const ENTITY = 'query ($id: ID!) { _entities(representations: [{ __typename: "Feedback", id: $id }]) { ... on Feedback { content replies { body } pictures { url } } } }'

test('[A2-07] a foreign feedback is not there, by reference either', async () => {
  expect((await world.must(author, ENTITY, { id }))._entities).toMatchObject([{ content: '窗口排队太久了' }])
  for (const stranger of [patientViewer([]), doctorViewer()]) {
    expect((await world.must(stranger, ENTITY, { id }))._entities).toEqual([null])
    expect((await world.must(stranger, ENTITY, { id: newId() }))._entities).toEqual([null])
  }
})

test('[A2-07] what was answered a week ago and not come back to is closed, once', async () => {
  const lapse = () => world.subgraph.jobs['platform.closeAnsweredFeedback']!({})
  const state = async () => (await world.must(author, 'query ($id: ID!) { feedback(id: $id) { status } }', { id })).feedback.status
  const answered = (days: number) => world.house.db.update(feedback).set({ status: 'ANSWERED', answeredAt: new Date(world.house.now().getTime() - days * 86_400_000) })
  await answered(6)
  await lapse()
  expect(await state()).toBe('ANSWERED')
  await answered(8)
  await lapse()
  await lapse()
  expect(await state()).toBe('CLOSED')
})
