import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hospitalDay } from '@hospital/database/clock'
import { holdSlot } from '../booking.ts'
import type { TestClient } from '../client.ts'
import { openSeededHospital, until, type TestHospital } from '../hospital.ts'

let hospital: TestHospital
let doctor: TestClient
let family: { client: TestClient; patientId: string; name: string }[]
let boardId: string
let tickets: { ticketId: string; taskId: string; queueId: string }[]

const CALLED_BY_HIS = 'query ($id: ID!) { queueTicket(id: $id) { id number status ahead position calledTimes queue { calledByHis waitingCount } } }'
const CHECK_IN = 'mutation ($input: CheckInInput!) { checkIn(input: $input) { id number queue { id } } }'

beforeAll(async () => {
  hospital = await openSeededHospital()
  doctor = await hospital.signInStaff('chenliqun')
  const client = await hospital.signInPatient('13800000001')
  const { me } = await client.query('{ me { patients { id name } } }')
  family = me.patients.slice(0, 3).map(({ id, name }: { id: string; name: string }) => ({ client, patientId: id, name }))
  tickets = await arrive()
}, 240_000)
beforeEach(() => hospital.sandbox.control('his/board-feed', { trick: 'none' }))
afterAll(async () => { await hospital?.close() })

/** Three persons book with the same doctor and come; from then on the hospital's own board runs the queue, with one more who registered at the counter. */
async function arrive() {
  const { staffMe } = await doctor.query('{ staffMe { practitioner { id departments { id } } } }')
  const today = hospitalDay(hospital.clock.now())
  const { schedules } = await hospital.anonymous.query('query ($d: ID!, $day: Date!) { schedules(departmentId: $d, day: $day) { practitioner { id } slots { id remaining startsAt } } }', { d: staffMe.practitioner.departments[0].id, day: today })
  const clinics = schedules.filter((one: { practitioner: { id: string } | null }) => one.practitioner?.id === staffMe.practitioner.id)
  const slots = clinics[0].slots.filter(({ remaining, startsAt }: { remaining: number; startsAt: string }) => remaining > 0 && new Date(startsAt) > hospital.clock.now())
  const appointments: string[] = []
  for (const { client, patientId } of family) {
    const { id, orderId } = await holdSlot(client, slots[appointments.length % slots.length].id, patientId)
    const { startPayment } = await client.mutate('mutation ($input: StartPaymentInput!) { startPayment(input: $input) { number } }', { input: { orderIds: [orderId], method: 'WECHAT_NATIVE' } })
    await hospital.sandbox.pay(startPayment.number)
    appointments.push(id)
  }
  await until(async () => (await hospital.sql`select 1 from clinical.appointment where id in ${hospital.sql(appointments)} and status = 'BOOKED'`).length === appointments.length, 40_000)
  const [{ his_id: scheduleId }] = await hospital.sql`select s.his_id from clinical.appointment a join clinical.schedule s on s.id = a.schedule_id where a.id = ${appointments[0]!}` as never as [{ his_id: string }]
  boardId = scheduleId
  const rules = await Promise.all(appointments.map(async (id) => ({ id, ...(await family[0]!.client.query('query ($id: ID!) { appointment(id: $id) { checkIn { opensAt location { latitude longitude } } } }', { id })).appointment.checkIn })))
  const opens = Math.max(...rules.map(({ opensAt }) => new Date(opensAt).getTime()))
  if (opens > hospital.clock.now().getTime()) await hospital.advance(opens - hospital.clock.now().getTime() + 1_000)
  await hospital.sandbox.control(`his/boards/${boardId}/open`, {})
  const made: { ticketId: string; taskId: string; queueId: string }[] = []
  for (const { id, location } of rules) {
    const { checkIn } = await family[0]!.client.mutate(CHECK_IN, { input: { appointmentId: id, ...location, accuracyMeters: 20 } })
    const taskId = await until(async () => (await hospital.sql`select his_ticket_id from clinical.ticket where id = ${checkIn.id}`)[0]?.his_ticket_id, 30_000)
    made.push({ ticketId: checkIn.id, taskId, queueId: checkIn.queue.id })
  }
  await hospital.sandbox.control(`his/boards/${boardId}/walk-in`, {})
  await until(async () => (await hospital.sql`select 1 from clinical.outside_ticket`).length)
  return made
}

const kept = async (at: number) => (await hospital.sql`select status::text, called_times, rank, his_sequence, his_pending from clinical.ticket where id = ${tickets[at]!.ticketId}`)[0]!
const becomes = (at: number, status: string) => until(async () => (await kept(at)).status === status, 20_000)
const act = (at: number, what: string) => hospital.sandbox.control(`his/tickets/${tickets[at]!.taskId}/${what}`, {})
const onBoard = async (at: number) => (await hospital.sandbox.control('his/boards')).find(({ id }: { id: string }) => id === tickets[at]!.taskId)
const look = () => hospital.sql`select graphile_worker.add_job('clinical.refreshBoard')`
const seen = async (at: number) => (await family[0]!.client.query(CALLED_BY_HIS, { id: tickets[at]!.ticketId })).queueTicket

describe('[B1-09] a queue that the hospital\'s own calling system runs', () => {
  it('counts everybody on the board, also who registered at the counter, and calls out the board\'s numbers', async () => {
    expect(await seen(0)).toMatchObject({ status: 'WAITING', ahead: 0, position: 1, number: 'H001', queue: { calledByHis: true, waitingCount: 4 } })
    expect(await seen(2)).toMatchObject({ ahead: 2, number: 'H003' })
    expect(await (await hospital.signInPatient('13911112222')).query(CALLED_BY_HIS, { id: tickets[0]!.ticketId })).toEqual({ queueTicket: null })
  })

  it('moves live with a call, a skip and a re-queue at the board', async () => {
    const live = await family[0]!.client.subscribe('subscription ($t: ID!) { queueChanged(ticketId: $t) { nowServing ticket { status ahead } } }', { t: tickets[1]!.ticketId })
    await act(0, 'call')
    await live.nextThat(({ queueChanged: { nowServing, ticket } }) => nowServing === 'H001' && ticket.ahead === 0, 20_000)
    await act(0, 'skip')
    await becomes(0, 'MISSED')
    await act(0, 'requeue')
    await becomes(0, 'WAITING')
    // Behind two others, as the board has it.
    expect(await seen(0)).toMatchObject({ status: 'WAITING', ahead: 2 })
    expect(await seen(1)).toMatchObject({ ahead: 0 })
    await live.close()
    await until(async () => (await hospital.sql`select 1 from platform.message where event = 'queue.called'`).length === 1)
  })

  it('takes news that come twice, backwards, stale or among garbage over once and in true order', async () => {
    for (const trick of ['twice', 'backwards', 'stale', 'garbage']) {
      const { calledTimes } = await seen(1)
      await hospital.sandbox.control('his/board-feed', { trick })
      await act(1, 'call')
      await becomes(1, 'CALLED')
      await look()
      await act(1, 'skip')
      await becomes(1, 'MISSED')
      await look()
      await act(1, 'requeue')
      await becomes(1, 'WAITING')
      expect((await seen(1)).calledTimes, trick).toBe(calledTimes + 1)
      expect(Number((await kept(1)).his_sequence), trick).toBe((await onBoard(1)).sequence)
    }
  })

  it('catches up with what came late, without having seen what was between', async () => {
    await hospital.sandbox.control('his/board-feed', { trick: 'held', notices: false })
    await act(2, 'call')
    await act(2, 'skip')
    await act(2, 'requeue')
    await look()
    expect((await kept(2)).called_times).toBe(0)
    await hospital.sandbox.control('his/board-feed', { trick: 'none' })
    await look()
    await until(async () => Number((await kept(2)).his_sequence) === (await onBoard(2)).sequence, 20_000)
    expect((await kept(2)).status).toBe('WAITING')
  })

  it('agrees with the doctor who calls on the platform, and refuses who has to be called at the board', async () => {
    const CALL = 'mutation ($q: ID!) { callNext(queueId: $q) { id status } }'
    const step = (name: string, id: string) => doctor.mutate(`mutation ($id: ID!) { ${name}(id: $id) { id status } }`, { id })
    const board = (await hospital.sandbox.control('his/boards')) as { id: string; appointmentId: string | null; standing: number; status: string }[]
    const [next] = board.filter(({ status }) => status === 'ready').sort((one, other) => one.standing - other.standing)
    if (next!.appointmentId === null) {
      expect(await doctor.refused(CALL, { q: tickets[0]!.queueId })).toBe('QUEUE_OUTSIDE_NEXT')
      await hospital.sandbox.control(`his/tickets/${next!.id}/call`, {})
      await until(async () => (await hospital.sql`select 1 from clinical.outside_ticket where status = 'CALLED'`).length)
      expect(await doctor.refused(CALL, { q: tickets[0]!.queueId })).toBe('TICKET_ACTIVE')
      await hospital.sandbox.control(`his/tickets/${next!.id}/finish`, {})
      await until(async () => (await hospital.sql`select 1 from clinical.outside_ticket where status = 'DONE'`).length)
    }
    const { callNext } = await doctor.mutate(CALL, { q: tickets[0]!.queueId })
    const at = tickets.findIndex(({ ticketId }) => ticketId === callNext.id)
    await until(async () => (await onBoard(at)).status === 'accepted', 20_000)
    await step('startServing', callNext.id)
    await until(async () => (await onBoard(at)).status === 'in-progress', 20_000)
    // The board does not let a second person to the same doctor either.
    const other = tickets.findIndex(({ ticketId }) => ticketId !== callNext.id)
    await expect(act(other, 'call')).rejects.toThrow()
    await act(at, 'finish')
    await becomes(at, 'DONE')
    await until(async () => (await hospital.sql`select 1 from clinical.appointment a join clinical.ticket t on t.appointment_id = a.id where t.id = ${callNext.id} and a.status = 'FULFILLED'`).length)
    await act(other, 'call')
    await becomes(other, 'CALLED')
    await step('skipTicket', tickets[other]!.ticketId)
    await until(async () => (await onBoard(other)).status === 'on-hold' && !(await kept(other)).his_pending, 20_000)
    expect((await kept(other)).status).toBe('MISSED')
  })

  it('hears of it from the HIS alone', async () => {
    const notice = (authorization?: string) => fetch(`${hospital.url}/callbacks/his/board`, { method: 'POST', ...(authorization && { headers: { authorization } }) })
    expect((await notice()).status).toBe(401)
    expect((await notice('Bearer guessed')).status).toBe(401)
  })
})

describe('[A1-08] an installation from before', () => {
  const told = (subgraph: string) => hospital.sql`select graphile_worker.add_job(${`${subgraph}.announceOnce`})`
  const count = async (table: string) => (await hospital.sql.unsafe(`select count(*)::int as n from ${table}`))[0]!.n as number
  const KEPT = ['finance.patient_record', 'clinical.patient_record', 'finance.institution_place', 'finance.directory_name']

  it('has after the update what others kept all along, once, without waiting for a change', async () => {
    const before = await Promise.all(KEPT.map(count))
    expect(before.every((n) => n > 0)).toBe(true)
    // As it was: rows at their owners, nothing at those who began to listen later, and nobody was told yet. That comes last: every minute it is looked at who was not.
    for (const table of KEPT) await hospital.sql.unsafe(`delete from ${table}`)
    for (const subgraph of ['finance', 'clinical', 'patients', 'platform']) await hospital.sql`delete from ${hospital.sql(subgraph)}.inbox where key like 'announced %'`
    await told('patients')
    await told('platform')
    await until(async () => (await Promise.all(KEPT.map(count))).every((n, at) => n >= before[at]!), 30_000)
    const records = await hospital.sql`select p.id from patients.patient p left join finance.patient_record f on f.patient_id = p.id and f.his_patient_id = p.his_patient_id where f.patient_id is null`
    expect(records).toHaveLength(0)
  })

  it('is told so once: again changes nothing, and nothing personal travels', async () => {
    // What the platform tells it may still be coming in there.
    const MARKS = `patients.inbox where key like 'announced patient.recorded %'`
    const marks = await count(MARKS)
    await hospital.sql`delete from finance.patient_record`
    await told('patients')
    await hospital.sql`select graphile_worker.add_job('patients.announceOnce')`
    await until(async () => (await hospital.sql`select 1 from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'patients.announceOnce'`).length === 0, 20_000)
    expect(await count(MARKS)).toBe(marks)
    expect(await count('finance.patient_record')).toBe(0)
    // One more who begins to listen is told: what travels then is looked at on its way.
    await hospital.sql`create table public.travelled (payload jsonb)`
    await hospital.sql.unsafe(`create function public.look() returns trigger language plpgsql security definer as $$ begin insert into public.travelled values (new.payload); return new; end $$`)
    await hospital.sql.unsafe('create trigger look before insert on patients.outbox for each row execute function public.look()')
    await hospital.sql`delete from finance.inbox where key like 'announced %'`
    await hospital.sql`delete from patients.inbox where key like 'announced patient.recorded finance %'`
    await told('patients')
    await until(async () => (await count('finance.patient_record')) > 0, 20_000)
    const payloads = (await hospital.sql`select payload from public.travelled`).map(({ payload }) => payload as { event?: string; data?: object }).filter(({ event }) => event === 'patient.recorded')
    expect(payloads.length).toBeGreaterThan(0)
    for (const { data } of payloads) expect(Object.keys(data!).sort()).toEqual(['accountId', 'hisPatientId', 'patientId'])
  })
})
