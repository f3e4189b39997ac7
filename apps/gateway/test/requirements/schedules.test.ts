import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { addDays, hospitalDay } from '@hospital/database/clock'
import type { TestClient } from '../client.ts'
import { openSeededHospital, until, type TestHospital } from '../hospital.ts'

let hospital: TestHospital
let patient: TestClient
let operator: TestClient
let people: string[]
let practitionerId: string
let departmentId: string
let day: string

beforeAll(async () => {
  hospital = await openSeededHospital()
  day = addDays(hospitalDay(hospital.clock.now()), 1)
  operator = await hospital.signInStaff('operator')
  const doctor = await hospital.signInStaff('chenliqun')
  const { staffMe } = await doctor.query('{ staffMe { practitioner { id departments { id } } } }')
  practitionerId = staffMe.practitioner.id
  departmentId = staffMe.practitioner.departments[0].id
  patient = await hospital.signInPatient('13800000001')
  people = (await patient.query('{ me { patients { id } } }')).me.patients.map(({ id }: { id: string }) => id)
}, 180_000)
afterEach(() => hospital?.sandbox.heal())
afterAll(async () => { await hospital?.close() })

const SCHEDULES = 'query ($d: ID!, $day: Date!) { schedules(departmentId: $d, day: $day) { id part room state stopped stopReason extraSegments practitioner { id } slots { id startsAt remaining extra } } }'
interface Clinic { id: string; part: string; room: string; state: string; stopped: boolean; extraSegments: number; slots: { id: string; startsAt: string; remaining: number; extra: boolean }[] }

async function clinicOf(part: string, on = day): Promise<Clinic> {
  const { schedules } = await hospital.anonymous.query(SCHEDULES, { d: departmentId, day: on })
  return schedules.find((one: Clinic & { practitioner: { id: string } | null }) => one.part === part && one.practitioner?.id === practitionerId)
}
const hisIdOf = async (id: string) => (await hospital.sql`select his_id from clinical.schedule where id = ${id}`)[0]!.his_id as string
const refresh = () => hospital.sql`select graphile_worker.add_job('clinical.refreshSchedules')`
const APPOINTMENT = 'id status startsAt room cancelReason order { id status amountFen refundedFen } alternatives { id day stopped remaining practitioner { id } }'
const look = async (id: string) => (await patient.query(`query ($id: ID!) { appointment(id: $id) { ${APPOINTMENT} } }`, { id })).appointment
const becomes = (id: string, status: string) => until(async () => { const found = await look(id); return found.status === status && found }, 30_000)
const hold = async (slotId: string, patientId = people[0]!) => (await patient.mutate('mutation ($s: ID!, $p: ID!) { holdAppointment(input: { slotId: $s, patientId: $p }) { id } }', { s: slotId, p: patientId })).holdAppointment.id as string
const startPaying = async (id: string) => {
  const order = await until(async () => (await look(id)).order)
  return (await patient.mutate('mutation ($input: StartPaymentInput!) { startPayment(input: $input) { number } }', { input: { orderIds: [order.id], method: 'WECHAT_NATIVE' } })).startPayment.number as string
}
async function book(slotId: string, patientId = people[0]!): Promise<string> {
  const id = await hold(slotId, patientId)
  await hospital.sandbox.pay(await startPaying(id))
  await becomes(id, 'BOOKED')
  return id
}
const told = async (title: string) => (await patient.query('{ messages(first: 50) { nodes { title body link } } }')).messages.nodes.filter((one: { title: string }) => one.title === title)
const refunded = (id: string) => until(async () => { const { order } = await look(id); return order.status === 'REFUNDED' && order }, 30_000)
const free = ({ slots }: Clinic) => slots.find(({ remaining }) => remaining > 1)!.id

describe('[C2-07] clinics as the hospital\'s system has them', () => {
  it('takes over an extra segment, which can be booked like any other', async () => {
    const clinic = await clinicOf('MORNING')
    await hospital.sandbox.control(`his/schedules/${await hisIdOf(clinic.id)}/extra`, { places: 1 })
    await refresh()
    const extra = await until(async () => (await clinicOf('MORNING')).slots.find((slot) => slot.extra), 20_000)
    expect(extra).toMatchObject({ remaining: 1 })
    expect((await clinicOf('MORNING')).extraSegments).toBe(1)
    await book(extra.id)
    expect((await clinicOf('MORNING')).slots.find((slot) => slot.id === extra.id)).toMatchObject({ remaining: 0 })
  })

  it('follows a clinic that is moved, and tells each booking once', async () => {
    const clinic = await clinicOf('AFTERNOON')
    const id = await book(free(clinic), people[1]!)
    const before = await look(id)
    await hospital.sandbox.control(`his/schedules/${await hisIdOf(clinic.id)}/move`, { minutes: 30, room: '门诊楼 5 层 9 诊室' })
    await refresh()
    const after = await until(async () => { const now = await look(id); return now.startsAt !== before.startsAt && now }, 20_000)
    expect(new Date(after.startsAt).getTime() - new Date(before.startsAt).getTime()).toBe(30 * 60_000)
    expect(after).toMatchObject({ status: 'BOOKED', room: '门诊楼 5 层 9 诊室' })
    const [message] = await until(async () => { const found = await told('就诊安排有变更'); return found.length && found })
    expect(message).toMatchObject({ body: expect.stringContaining('门诊楼 5 层 9 诊室'), link: `/appointments/${id}` })
    await refresh()
    await hospital.sql`select graphile_worker.add_job('clinical.moveAppointments', ${JSON.stringify({ scheduleId: clinic.id })}::text::json)`
    await operator.mutate('mutation ($day: Date!) { syncScheduleDay(day: $day) { id } }', { day })
    expect(await told('就诊安排有变更')).toHaveLength(1)
  })

  it('stops a clinic: bookings end refunded, told once with other clinics to choose from; who was just paying gets it back', async () => {
    const clinic = await clinicOf('EVENING')
    const booked = await book(free(clinic), people[1]!)
    const paying = await hold(free(await clinicOf('EVENING')), people[2]!)
    const number = await startPaying(paying)
    const waiting = await hold(free(await clinicOf('EVENING')), people[0]!)
    await hospital.sandbox.control(`his/schedules/${await hisIdOf(clinic.id)}/stop`, { reason: '医师外出会诊' })
    // The money comes while nobody here knows of the stop yet.
    await hospital.sandbox.pay(number)
    await until(async () => ['REFUSED', 'STOPPED'].includes((await look(paying)).status), 30_000)
    await refresh()
    const stopped = await becomes(booked, 'STOPPED')
    expect(stopped.cancelReason).toBe('停诊：医师外出会诊')
    expect(await refunded(booked)).toMatchObject({ refundedFen: 5000 })
    const { alternatives } = await look(booked)
    expect(alternatives.length).toBeGreaterThan(0)
    expect(alternatives.every((one: { stopped: boolean; remaining: number }) => !one.stopped && one.remaining > 0)).toBe(true)
    expect(alternatives[0].practitioner.id).toBe(practitionerId)
    expect(await refunded(paying)).toMatchObject({ refundedFen: 5000 })
    await becomes(waiting, 'STOPPED')
    await until(async () => (await look(waiting)).order.status === 'CANCELLED')
    // The same news again, a job twice.
    await refresh()
    await hospital.sql`select graphile_worker.add_job('clinical.stopAppointments', ${JSON.stringify({ scheduleId: clinic.id })}::text::json)`
    await operator.mutate('mutation ($day: Date!) { syncScheduleDay(day: $day) { id } }', { day })
    expect((await told('停诊通知')).filter(({ link }: { link: string }) => link === `/appointments/${booked}`)).toHaveLength(1)
    expect(await clinicOf('EVENING')).toMatchObject({ stopped: true, state: 'STOPPED' })
    expect(await patient.refused('mutation ($s: ID!, $p: ID!) { holdAppointment(input: { slotId: $s, patientId: $p }) { id } }', { s: clinic.slots[0]!.id, p: people[0]! })).toBe('SLOT_STOPPED')
  })

  const BOARD = 'query ($filter: ScheduleBoardFilter!, $first: Int) { scheduleBoard(filter: $filter, first: $first) { totalCount nodes { id state extraSegments booked capacity remaining stopReason department { name } } } }'

  it('shows the board of a day, by state, and the last looks at the hospital', async () => {
    const all = (await operator.query(BOARD, { filter: { day, departmentId }, first: 100 })).scheduleBoard
    expect(all.nodes).toHaveLength(all.totalCount)
    const stopped = (await operator.query(BOARD, { filter: { day, departmentId, state: 'STOPPED' } })).scheduleBoard.nodes
    expect(stopped.map(({ id }: { id: string }) => id)).toEqual(all.nodes.filter(({ state }: { state: string }) => state === 'STOPPED').map(({ id }: { id: string }) => id))
    expect(stopped.map(({ stopReason }: { stopReason: string }) => stopReason)).toContain('医师外出会诊')
    const extra = (await operator.query(BOARD, { filter: { day, departmentId, extra: true } })).scheduleBoard.nodes
    expect(extra).toMatchObject([{ extraSegments: 1, booked: 1 }])
    for (const state of ['OPEN', 'FULL', 'OVER']) {
      const found = (await operator.query(BOARD, { filter: { day, departmentId, state }, first: 100 })).scheduleBoard.nodes
      expect(found.every((one: { state: string }) => one.state === state)).toBe(true)
    }
    const { scheduleSync } = await operator.query('{ scheduleSync { checkedAt failedAt runs { byPerson day stopped added changed failed } } }')
    expect(scheduleSync.checkedAt).not.toBeNull()
    expect(scheduleSync.runs.some(({ stopped: count, byPerson }: { stopped: number; byPerson: boolean }) => count === 1 && !byPerson)).toBe(true)
    expect(scheduleSync.runs.some(({ byPerson }: { byPerson: boolean }) => byPerson)).toBe(true)
  })

  it('is synchronised by hand with its result, and says so where the hospital does not answer', async () => {
    const SYNC = 'mutation ($day: Date!) { syncScheduleDay(day: $day) { added changed unchanged failed byPerson } }'
    expect(await until(async () => { const run = (await operator.mutate(SYNC, { day })).syncScheduleDay; return run.changed === 0 && run })).toMatchObject({ added: 0, changed: 0, failed: 0, byPerson: true })
    expect(await operator.refused(SYNC, { day: addDays(day, 60) })).toBe('INVALID_INPUT')
    await hospital.sandbox.break('his', { mode: 'down' })
    expect(await operator.refused(SYNC, { day })).toBe('HIS_UNAVAILABLE')
    expect(await patient.refused(SYNC, { day })).toBe('FORBIDDEN')
    expect(await patient.refused(BOARD, { filter: { day } })).toBe('FORBIDDEN')
    expect(await hospital.anonymous.refused(BOARD, { filter: { day } })).toBe('UNAUTHENTICATED')
  })
})
