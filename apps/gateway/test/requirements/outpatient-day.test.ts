import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { addDays, hospitalDay } from '@hospital/database/clock'
import { newId } from '@hospital/database/identifier'
import { patientViewer } from '@hospital/subgraph/testing'
import type { TestClient } from '../client.ts'
import { openSeededHospital, until, type TestHospital } from '../hospital.ts'

let hospital: TestHospital
let doctor: TestClient
let practitionerId: string
let departmentId: string
let today: string

/** A patient at the phone, with one person cared for. */
interface Visitor {
  client: TestClient
  patientId: string
}

let visitors: Visitor[]

beforeAll(async () => {
  hospital = await openSeededHospital()
  today = hospitalDay(hospital.clock.now())
  doctor = await hospital.signInStaff('chenliqun')
  const { staffMe } = await doctor.query('{ staffMe { practitioner { id departments { id } } } }')
  practitionerId = staffMe.practitioner.id
  departmentId = staffMe.practitioner.departments[0].id
  visitors = []
  const family = await hospital.signInPatient('13800000001')
  for (const { id } of (await family.query('{ me { patients { id } } }')).me.patients) visitors.push({ client: family, patientId: id })
}, 180_000)
afterEach(() => hospital?.sandbox.heal())
afterAll(async () => { await hospital?.close() })

const SCHEDULES = `query ($d: ID!, $day: Date!) { schedules(departmentId: $d, day: $day) {
  id kind part feeFen stopped stopReason remaining disease practitioner { id name title priority titleRank } department { name institution { name } } slots { id startsAt endsAt remaining } } }`

interface Segment { id: string; startsAt: string; remaining: number }

async function clinicOf(day: string, part: string): Promise<{ id: string; feeFen: number; slots: Segment[] }> {
  const { schedules } = await hospital.anonymous.query(SCHEDULES, { d: departmentId, day })
  return schedules.find((one: { part: string; practitioner: { id: string } | null }) => one.part === part && one.practitioner?.id === practitionerId)
}

/** A segment with places, the later the better hidden from other tests. */
async function segmentOf(day: string, part: string): Promise<Segment> {
  return (await clinicOf(day, part)).slots.filter(({ remaining, startsAt }) => remaining > 0 && new Date(startsAt) > hospital.clock.now()).at(-1)!
}
const remainingOf = async (day: string, part: string, id: string) => (await clinicOf(day, part)).slots.find((slot) => slot.id === id)!.remaining

const APPOINTMENT = 'id number status sameDay feeFen cancelReason hisNumber availableActions cancellableUntil heldUntil order { id number status amountFen refundedFen refundableFen }'
const HOLD = `mutation ($slotId: ID!, $patientId: ID!) { holdAppointment(input: { slotId: $slotId, patientId: $patientId }) { ${APPOINTMENT} } }`
const CANCEL = 'mutation ($id: ID!) { cancelAppointment(id: $id, reason: "临时有事") { id status } }'
const CHECK_IN = 'mutation ($input: CheckInInput!) { checkIn(input: $input) { id number status ahead queue { id } } }'

const hold = async ({ client, patientId }: Visitor, slotId: string) => (await client.mutate(HOLD, { slotId, patientId })).holdAppointment
const look = async ({ client }: Visitor, id: string) => (await client.query(`query ($id: ID!) { appointment(id: $id) { ${APPOINTMENT} } }`, { id })).appointment
const becomes = (visitor: Visitor, id: string, status: string) => until(async () => { const found = await look(visitor, id); return found.status === status && found }, 30_000)
const orderBecomes = (visitor: Visitor, id: string, status: string) => until(async () => { const { order } = await look(visitor, id); return order?.status === status && order }, 30_000)

async function pay(visitor: Visitor, id: string): Promise<void> {
  const order = await until(async () => (await look(visitor, id)).order)
  const { startPayment } = await visitor.client.mutate('mutation ($input: StartPaymentInput!) { startPayment(input: $input) { number } }', { input: { orderIds: [order.id], method: 'WECHAT_NATIVE' } })
  await hospital.sandbox.pay(startPayment.number)
}
async function book(visitor: Visitor, slotId: string): Promise<string> {
  const { id } = await hold(visitor, slotId)
  await pay(visitor, id)
  await becomes(visitor, id, 'BOOKED')
  return id
}
/** What the clerks at the hospital see under our reference. */
const inHis = async (id: string) => (await hospital.sandbox.control<{ clientReference: string; status: string }[]>('his/appointments')).find(({ clientReference }) => clientReference === id)?.status
const titlesOf = async ({ client }: Visitor) => (await client.query('{ messages(first: 50) { nodes { title } } }')).messages.nodes.map(({ title }: { title: string }) => title)
const refreshFromHis = () => hospital.sql`select graphile_worker.add_job('clinical.refreshSchedules')`

describe('[B1-01] registration by department, day, doctor and segment', () => {
  it('offers three kinds of clinic, doctors in the hospital\'s order, with names from the directory', async () => {
    const { schedules } = await hospital.anonymous.query(SCHEDULES, { d: departmentId, day: addDays(today, 1) })
    expect(new Set(schedules.map(({ kind }: { kind: string }) => kind))).toEqual(new Set(['GENERAL', 'EXPERT', 'DISEASE']))
    const doctors = schedules.flatMap(({ practitioner }: { practitioner: { priority: number; titleRank: number } | null }) => practitioner ?? [])
    const order = doctors.map(({ priority, titleRank }: { priority: number; titleRank: number }) => priority * 100 + titleRank)
    expect(order).toEqual([...order].sort((one, other) => one - other))
    expect(schedules.at(-1)!.practitioner).toBeNull()
    expect(schedules[0].department.institution.name).toContain('云溪市第一人民医院')
    const { department } = await hospital.anonymous.query('query ($id: ID!, $from: Date!, $to: Date!) { department(id: $id) { name scheduleDays(from: $from, to: $to) { day remaining open } } }', { id: departmentId, from: today, to: addDays(today, 2) })
    expect(department.scheduleDays.map(({ open }: { open: boolean }) => open)).toEqual([true, true, true])
  })

  it('locks a segment on both sides, books it once paid, and cancels with the fee back to the fen', async () => {
    const [visitor] = visitors as [Visitor]
    const day = addDays(today, 1)
    const segment = await segmentOf(day, 'MORNING')
    const held = await hold(visitor, segment.id)
    expect(held).toMatchObject({ status: 'HELD', sameDay: false, availableActions: ['releaseAppointment'] })
    expect(await inHis(held.id)).toBe('pending')
    expect(await remainingOf(day, 'MORNING', segment.id)).toBe(segment.remaining - 1)
    await pay(visitor, held.id)
    expect(await becomes(visitor, held.id, 'BOOKED')).toMatchObject({ availableActions: ['cancelAppointment'], order: { status: 'PAID', amountFen: held.feeFen } })
    expect(await inHis(held.id)).toBe('booked')
    // The doctor may read who it is as soon as the news has reached those who keep the persons.
    const { patient } = await until(async () => (await doctor.send('query ($id: ID!) { appointment(id: $id) { patient { name } } }', { id: held.id })).data?.appointment)
    expect(patient.name).toMatch(/^周/)

    await visitor.client.mutate(CANCEL, { id: held.id })
    expect(await orderBecomes(visitor, held.id, 'REFUNDED')).toMatchObject({ refundedFen: held.feeFen, refundableFen: 0 })
    expect(await inHis(held.id)).toBe('cancelled')
    expect(await remainingOf(day, 'MORNING', segment.id)).toBe(segment.remaining)
  })

  it('never sells the last place twice: of a hundred at once one holds it, ninety-nine are told it is full', async () => {
    const day = addDays(today, 1)
    const segment = await segmentOf(day, 'AFTERNOON')
    await hospital.sql`update clinical.slot set remaining = 1 where id = ${segment.id}`
    const hisPatients = await hospital.sql`select his_patient_id from clinical.patient_record limit 1`
    const crowd = await Promise.all(Array.from({ length: 100 }, async () => {
      const viewer = patientViewer()
      await hospital.sql`insert into clinical.patient_record (patient_id, account_id, his_patient_id) values (${viewer.patientIds[0]!}, ${viewer.accountId}, ${hisPatients[0]!.his_patient_id})`
      return { client: await hospital.as(viewer), patientId: viewer.patientIds[0]! }
    }))
    const answers = await Promise.all(crowd.map(({ client, patientId }) => client.send('mutation ($slotId: ID!, $patientId: ID!) { holdAppointment(input: { slotId: $slotId, patientId: $patientId }) { id } }', { slotId: segment.id, patientId })))
    expect(answers.filter(({ data }) => data?.holdAppointment)).toHaveLength(1)
    expect(answers.flatMap(({ errors }) => errors ?? []).map(({ extensions }) => extensions.code)).toEqual(Array(99).fill('SLOT_FULL'))
    expect(answers.flatMap(({ errors }) => errors ?? []).every(({ message }) => message === '该时段已约满，请选择其他时段。')).toBe(true)
  })

  it('gives an unpaid hold back after a quarter of an hour, its order with it', async () => {
    const [visitor] = visitors as [Visitor]
    const day = addDays(today, 2)
    const segment = await segmentOf(day, 'MORNING')
    const { id } = await hold(visitor, segment.id)
    await until(async () => (await look(visitor, id)).order)
    await hospital.advance(15 * 60_000 + 2_000)
    await becomes(visitor, id, 'EXPIRED')
    await until(async () => ['EXPIRED', 'CANCELLED'].includes((await look(visitor, id)).order.status))
    await until(async () => (await inHis(id)) === 'cancelled')
    await until(async () => (await remainingOf(day, 'MORNING', segment.id)) === segment.remaining)
    expect(await visitor.client.refused('mutation ($input: StartPaymentInput!) { startPayment(input: $input) { number } }', { input: { orderIds: [(await look(visitor, id)).order.id], method: 'WECHAT_NATIVE' } })).toMatch(/^ORDER_/)
  })

  it('says so when the HIS is down, and leaves nothing half-done', async () => {
    const [visitor] = visitors as [Visitor]
    const segment = await segmentOf(addDays(today, 2), 'AFTERNOON')
    const before = (await visitor.client.query('{ orders { totalCount } appointments { totalCount } }'))
    await hospital.sandbox.break('his', { mode: 'down' })
    const answer = await visitor.client.send(HOLD, { slotId: segment.id, patientId: visitor.patientId })
    expect(answer.errors![0]).toMatchObject({ message: '医院系统暂时无法连接，未产生任何费用，请稍后重试或到院办理。', extensions: { code: 'HIS_UNAVAILABLE' } })
    expect(await remainingOf(addDays(today, 2), 'AFTERNOON', segment.id)).toBe(segment.remaining)
    expect(await visitor.client.query('{ orders { totalCount } appointments { totalCount } }')).toEqual(before)
  })

  it('refunds and tells whoever is registered when the hospital stops a clinic', async () => {
    const visitor = visitors[1]!
    const segment = await segmentOf(addDays(today, 2), 'AFTERNOON')
    const id = await book(visitor, segment.id)
    const [row] = await hospital.sql`select s.his_id from clinical.schedule s join clinical.slot l on l.schedule_id = s.id where l.id = ${segment.id}`
    await hospital.sandbox.control(`his/schedules/${row!.his_id}/stop`, { reason: '医生外出会诊' })
    await refreshFromHis()
    expect(await becomes(visitor, id, 'STOPPED')).toMatchObject({ cancelReason: '停诊：医生外出会诊' })
    await orderBecomes(visitor, id, 'REFUNDED')
    await until(async () => (await titlesOf(visitor)).includes('停诊通知'))
  })

  it('shows nobody another\'s registration, on no path', async () => {
    const segment = await segmentOf(addDays(today, 1), 'MORNING')
    const { id } = await hold(visitors[0]!, segment.id)
    const stranger = await hospital.as(patientViewer())
    expect((await stranger.query('query ($id: ID!) { appointment(id: $id) { id } }', { id })).appointment).toBeNull()
    expect(await stranger.refused(CANCEL, { id })).toBe('NOT_FOUND')
    expect(await stranger.refused(HOLD, { slotId: segment.id, patientId: visitors[0]!.patientId })).toBe('NOT_FOUND')
    expect(await hospital.anonymous.refused(HOLD, { slotId: segment.id, patientId: visitors[0]!.patientId })).toBe('UNAUTHENTICATED')
    await visitors[0]!.client.mutate('mutation ($id: ID!) { releaseAppointment(id: $id) { status } }', { id })
  })
})

describe('[B1-02] same-day registration', () => {
  it('is paid like any other and cannot be cancelled online: the refusal names the counter', async () => {
    const visitor = visitors[1]!
    const id = await book(visitor, (await segmentOf(today, 'AFTERNOON')).id)
    expect(await look(visitor, id)).toMatchObject({ sameDay: true, availableActions: [], cancellableUntil: null })
    const { errors } = await visitor.client.send(CANCEL, { id })
    expect(errors![0]).toMatchObject({ message: '当日挂号不支持在线取消，请到门诊挂号窗口办理。', extensions: { code: 'SAME_DAY_NOT_CANCELLABLE' } })
    expect(await look(visitor, id)).toMatchObject({ status: 'BOOKED', order: { status: 'PAID', refundedFen: 0 } })
  })

  it('offers only what is still ahead today', async () => {
    const { slots } = await clinicOf(today, 'MORNING')
    await hospital.sql`update clinical.slot set starts_at = starts_at - interval '3 hours', ends_at = ends_at - interval '3 hours' where id = ${slots[0]!.id}`
    expect(await remainingOf(today, 'MORNING', slots[0]!.id)).toBe(0)
    expect(await visitors[0]!.client.refused(HOLD, { slotId: slots[0]!.id, patientId: visitors[0]!.patientId })).toBe('SLOT_PAST')
  })
})

describe('[B1-03] the registration fee', () => {
  it('goes back by itself, and the patient is told, when the HIS refuses after payment', async () => {
    const visitor = visitors[2]!
    const { id, feeFen } = await hold(visitor, (await segmentOf(addDays(today, 1), 'MORNING')).id)
    await until(async () => (await look(visitor, id)).order)
    const [{ his_id: hisId }] = await hospital.sql`select his_appointment_id as his_id from clinical.appointment where id = ${id}` as unknown as [{ his_id: string }]
    // Somebody at the counter takes the lock away while the patient pays.
    await hospital.installation.connectors.his.releaseLock({ hisAppointmentId: hisId })
    await pay(visitor, id)
    expect(await becomes(visitor, id, 'REFUSED')).toMatchObject({ cancelReason: '号源锁定已失效' })
    expect(await orderBecomes(visitor, id, 'REFUNDED')).toMatchObject({ refundedFen: feeFen })
    await until(async () => (await titlesOf(visitor)).includes('挂号未成功，费用将退回'))
  })

  it('of a same-day registration is not refunded online by the patient', async () => {
    const { appointments } = await visitors[1]!.client.query(`query ($p: ID!) { appointments(filter: { patientId: $p, status: [BOOKED] }) { nodes { sameDay order { id refundableFen } } } }`, { p: visitors[1]!.patientId })
    const { order } = appointments.nodes.find(({ sameDay }: { sameDay: boolean }) => sameDay)
    expect(await visitors[1]!.client.refused('mutation ($input: RefundOrderInput!) { refundOrder(input: $input) { id } }', { input: { orderId: order.id, amountFen: order.refundableFen, reason: '不去了', clientKey: newId() } })).toBe('FORBIDDEN')
  })
})

const QUEUE = `subscription ($t: ID!, $after: Int) { queueChanged(ticketId: $t, after: $after) {
  sequence nowServing waitingCount board { number status mine } ticket { number status position ahead estimatedMinutes patient { name } appointment { status department { name } practitioner { name } } } queue { practitioner { name title } room } } }`

describe('[B1-08] [B1-09] at the hospital', () => {
  const tickets: { visitor: Visitor; appointmentId: string; ticketId: string; number: string; queueId: string }[] = []

  it('[B1-08] checks in inside the fence only, once; outside with the distance', async () => {
    for (const visitor of visitors) {
      const segment = (await clinicOf(today, 'MORNING')).slots.find(({ remaining }) => remaining > 0)!
      const appointmentId = await book(visitor, segment.id)
      const { appointment } = await visitor.client.query('query ($id: ID!) { appointment(id: $id) { checkIn { opensAt fenceMeters location { latitude longitude } } } }', { id: appointmentId })
      const { location, opensAt } = appointment.checkIn
      const at = (north: number) => ({ input: { appointmentId, latitude: location.latitude + north / 111_195, longitude: location.longitude, accuracyMeters: 15 } })
      const wait = new Date(opensAt).getTime() - hospital.clock.now().getTime()
      if (wait > 0) {
        expect(await visitor.client.refused(CHECK_IN, at(0))).toBe('CHECK_IN_TOO_EARLY')
        await hospital.advance(wait + 1_000)
      }
      const far = await visitor.client.send(CHECK_IN, at(1_500))
      expect(far.errors![0]!.extensions).toMatchObject({ code: 'CHECK_IN_TOO_FAR', details: { distanceMeters: 1500 } })
      const { checkIn } = await visitor.client.mutate(CHECK_IN, at(20))
      expect(await visitor.client.refused(CHECK_IN, at(20))).toBe('ALREADY_CHECKED_IN')
      await until(async () => (await inHis(appointmentId)) === 'arrived')
      tickets.push({ visitor, appointmentId, ticketId: checkIn.id, number: checkIn.number, queueId: checkIn.queue.id })
    }
    expect(tickets.map(({ number }) => number)).toEqual(['A001', 'A002', 'A003'])
  })

  it('[B1-09] every waiting phone changes within a second of a call, a skip, a re-queue; names only of one\'s own', async () => {
    const { queueId } = tickets[0]!
    const { myQueues } = await doctor.query('{ myQueues { id waitingCount tickets { number patient { name } availableActions } } }')
    expect(myQueues.find(({ id }: { id: string }) => id === queueId)).toMatchObject({ waitingCount: 3, tickets: [{ number: 'A001', patient: { name: expect.stringMatching(/^周/) } }, { number: 'A002' }, { number: 'A003' }] })
    const phone = await tickets[2]!.visitor.client.subscribe(QUEUE, { t: tickets[2]!.ticketId })
    const first = (await phone.next()).queueChanged
    expect(first).toMatchObject({ nowServing: null, waitingCount: 3, ticket: { number: 'A003', ahead: 2, position: 3, patient: { name: expect.stringMatching(/^周/) }, appointment: { status: 'ARRIVED', practitioner: { name: '陈立群' } } }, queue: { practitioner: { name: '陈立群' } } })

    const act = (action: string, id: string) => doctor.mutate(`mutation ($id: ID!) { ${action}(${action === 'callNext' ? 'queueId' : 'id'}: $id) { number status } }`, { id })
    await act('callNext', queueId)
    expect((await phone.next(1_000)).queueChanged).toMatchObject({ nowServing: 'A001', waitingCount: 2, ticket: { ahead: 1 } })
    await act('recallTicket', tickets[0]!.ticketId)
    expect((await phone.next(1_000)).queueChanged).toMatchObject({ nowServing: 'A001' })
    expect(await doctor.refused('mutation ($id: ID!) { callNext(queueId: $id) { id } }', { id: queueId })).toBe('TICKET_ACTIVE')
    await act('skipTicket', tickets[0]!.ticketId)
    expect((await phone.next(1_000)).queueChanged).toMatchObject({ nowServing: null, board: expect.arrayContaining([expect.objectContaining({ number: 'A001', status: 'MISSED' })]) })
    await act('requeueTicket', tickets[0]!.ticketId)
    expect((await phone.next(1_000)).queueChanged.board.map(({ number }: { number: string }) => number)).toEqual(['A002', 'A003', 'A001'])
    await act('callNext', queueId)
    const served = (await phone.next(1_000)).queueChanged
    await phone.close()
    await act('startServing', tickets[1]!.ticketId)
    await act('finishTicket', tickets[1]!.ticketId)
    const again = await tickets[2]!.visitor.client.subscribe(QUEUE, { t: tickets[2]!.ticketId, after: served.sequence })
    expect((await again.next(1_000)).queueChanged).toMatchObject({ sequence: served.sequence + 2, nowServing: null, ticket: { ahead: 0, position: 1 } })
    await again.close()
    await until(async () => (await inHis(tickets[1]!.appointmentId)) === 'fulfilled')
    await orderBecomes(tickets[1]!.visitor, tickets[1]!.appointmentId, 'FULFILLED')
  })

  it('[B1-09] a stranger watches no queue', async () => {
    const stranger = await hospital.as(patientViewer())
    const stream = await stranger.subscribe(QUEUE, { t: tickets[0]!.ticketId })
    expect(await stream.ended).toBe('NOT_FOUND')
    await stream.close()
  })
})
