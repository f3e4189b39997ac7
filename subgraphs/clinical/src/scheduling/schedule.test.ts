import { afterAll, beforeAll, expect, test } from 'vitest'
import { ANONYMOUS } from '@hospital/access/viewer'
import { addDays, hospitalDay } from '@hospital/database/clock'
import { newId } from '@hospital/database/identifier'
import { hold, remainingOf, segmentsOf } from '../../test/registration.ts'
import { openWorld, type World } from '../../test/world.ts'

let world: World
let today: string

beforeAll(async () => {
  world = await openWorld()
  today = hospitalDay(world.clock.now())
})
afterAll(() => world?.close())

const SCHEDULES = 'query($d: ID!, $day: Date!) { schedules(departmentId: $d, day: $day) { id kind part feeFen remaining stopped disease practitioner { id } } }'

test('[A1-02] the pull of schedules reports every day, and a second one changes nothing', async () => {
  const first = await world.emitted('job.progressed')
  expect(first.map(({ done }) => done)).toEqual(Array.from({ length: 14 }, (_, at) => at + 1))
  const added = first.at(-1)!
  expect(added).toMatchObject({ total: 14, changed: 0, unchanged: 0, failed: 0, finished: true, messages: [] })
  expect(added.added).toBeGreaterThan(1_000)

  const jobId = newId()
  await world.deliver('directory.synchronised', { jobId, institutions: [], departments: [], practitioners: [] })
  await world.runJobs()
  const again = (await world.emitted('job.progressed')).filter((one) => one.jobId === jobId).at(-1)
  expect(again).toMatchObject({ added: 0, changed: 0, unchanged: added.added, failed: 0, finished: true })
})

test('[A1-02] with the HIS down the pull ends with a sentence that says so', async () => {
  const jobId = newId()
  await world.his.break({ mode: 'down' })
  await world.deliver('directory.synchronised', { jobId, institutions: [], departments: [], practitioners: [] })
  for (let attempt = 0; attempt < 5; attempt++) {
    await world.runJobs()
    await world.advance(15_000)
  }
  await world.his.heal()
  const last = (await world.emitted('job.progressed')).filter((one) => one.jobId === jobId).at(-1)
  expect(last).toMatchObject({ done: 0, failed: 1, finished: true, messages: ['医院系统无法连接，其余日期的排班没有同步，请稍后重新同步'] })
})

test('[B1-01] clinics of three kinds come in the hospital\'s order of doctors, then by title, the department\'s own last', async () => {
  const { departmentId } = await world.doctor('陈立群')
  const { schedules } = await world.must(ANONYMOUS, SCHEDULES, { d: departmentId, day: today })
  expect(new Set(schedules.map(({ kind }: { kind: string }) => kind))).toEqual(new Set(['GENERAL', 'EXPERT', 'DISEASE']))
  expect(schedules.find(({ kind }: { kind: string }) => kind === 'DISEASE').disease).toBeTruthy()
  const { practitioners } = await world.his.connectors.his.listPractitioners({ count: 1000 })
  const orderOf = new Map(practitioners.map(({ id, title }, at) => [world.ids.get(id)!, (at % 3) * 10 + (title === '主任医师' ? 1 : 2)]))
  const order = schedules.map(({ practitioner }: { practitioner: { id: string } | null }) => (practitioner ? orderOf.get(practitioner.id)! : 99))
  expect(order).toEqual([...order].sort((one, other) => one - other))
  expect(order.at(-1)).toBe(99)
})

test('[B1-01] days of a department tell what is left; a foreign id and a day of nothing are empty, a range without end is refused', async () => {
  const { departmentId } = await world.doctor('陈立群')
  const DAYS = 'query($r: [_Any!]!, $from: Date!, $to: Date!) { _entities(representations: $r) { ... on Department { scheduleDays(from: $from, to: $to) { day remaining open } } } }'
  const r = [{ __typename: 'Department', id: departmentId }]
  const { _entities: [{ scheduleDays }] } = await world.must(ANONYMOUS, DAYS, { r, from: today, to: addDays(today, 4) })
  expect(scheduleDays.map(({ day }: { day: string }) => day)).toEqual([0, 1, 2, 3, 4].map((count) => addDays(today, count)))
  const { schedules } = await world.must(ANONYMOUS, SCHEDULES, { d: departmentId, day: today })
  expect(scheduleDays[0]).toEqual({ day: today, open: true, remaining: schedules.reduce((sum: number, one: { remaining: number }) => sum + one.remaining, 0) })
  expect(scheduleDays[4]).toMatchObject({ open: false, remaining: 0 })
  expect(await world.refusal(ANONYMOUS, DAYS, { r, from: today, to: addDays(today, 40) })).toBe('INVALID_INPUT')
  expect(await world.refusal(ANONYMOUS, DAYS, { r, from: today, to: addDays(today, -1) })).toBe('INVALID_INPUT')
  expect((await world.must(ANONYMOUS, SCHEDULES, { d: newId(), day: today })).schedules).toEqual([])
})

test('[B1-01] segments that are over are no longer offered', async () => {
  const { departmentId } = await world.doctor('陈立群')
  const before = (await world.must(ANONYMOUS, SCHEDULES, { d: departmentId, day: today })).schedules
  await world.goTo(today, '12:00')
  const after = (await world.must(ANONYMOUS, SCHEDULES, { d: departmentId, day: today })).schedules
  expect(after).toHaveLength(before.length)
  for (const one of after) expect(one.remaining).toBe(one.part === 'MORNING' ? 0 : before.find(({ id }: { id: string }) => id === one.id).remaining)
})

test('[B1-01] a place that moved here while the HIS was answering keeps its number until the HIS is asked again', async () => {
  const [segment] = await segmentsOf(world, '林若楠', today, 'AFTERNOON')
  const his = world.his.connectors.his
  const asked = his.listSchedules
  const person = await world.person()
  // The answer is on its way while somebody here takes a place.
  his.listSchedules = async (query) => {
    const answer = await asked(query)
    await hold(world, person, segment!.id)
    return answer
  }
  await world.subgraph.jobs['clinical.refreshSchedules']!({})
  his.listSchedules = asked
  expect(await remainingOf(world, segment!.id)).toBe(segment!.remaining - 1)
  await world.subgraph.jobs['clinical.refreshSchedules']!({})
  expect(await remainingOf(world, segment!.id)).toBe(segment!.remaining - 1)
})
