import { expect } from 'vitest'
import { hospitalDay } from '@hospital/database/clock'
import { HOLD } from '../booking.ts'
import { openStream, type TestClient } from '../client.ts'
import { until } from '../until.ts'
import type { Fleet } from './fleet.ts'

const PATIENCE_MS = 60_000

const SCHEDULES = 'query ($d: ID!, $day: Date!) { schedules(departmentId: $d, day: $day) { part practitioner { id } slots { id startsAt remaining } } }'
const LOOK = 'query ($id: ID!) { appointment(id: $id) { status order { id status } checkIn { opensAt location { latitude longitude } } } }'
const PAY = 'mutation ($input: StartPaymentInput!) { startPayment(input: $input) { number } }'
const CHECK_IN = 'mutation ($input: CheckInInput!) { checkIn(input: $input) { id number queue { id } } }'
const QUEUE = 'subscription ($t: ID!) { queueChanged(ticketId: $t) { nowServing ticket { number status patient { name } } queue { practitioner { name } } } }'

/** The outpatient's day of one person, from booking to the end of the visit: every step may be another process's. */
export async function walkOutpatientDay(fleet: Fleet, { patient, doctor, patientId, now }: { patient: TestClient; doctor: TestClient; patientId: string; now: Date }): Promise<void> {
  const { staffMe: { practitioner } } = await doctor.query('{ staffMe { practitioner { id departments { id } } } }')
  const { schedules } = await fleet.anonymous.query(SCHEDULES, { d: practitioner.departments[0].id, day: hospitalDay(now) })
  const clinic = schedules.find((one: any) => one.part === 'MORNING' && one.practitioner?.id === practitioner.id)
  const slot = clinic.slots.find(({ remaining, startsAt }: any) => remaining > 0 && new Date(startsAt) > now)
  const { holdAppointment: { id } } = await patient.mutate(HOLD, { slotId: slot.id, patientId })
  const look = async () => (await patient.query(LOOK, { id })).appointment

  const order = await until(async () => (await look()).order, PATIENCE_MS)
  const { startPayment } = await patient.mutate(PAY, { input: { orderIds: [order.id], method: 'WECHAT_NATIVE' } })
  await fleet.control(`pay/${startPayment.number}`, {})
  const { checkIn: { location } } = await until(async () => { const found = await look(); return found.status === 'BOOKED' && found }, PATIENCE_MS)
  const inHis = (await fleet.control<{ clientReference: string; status: string }[]>('his/appointments')).find(({ clientReference }) => clientReference === id)
  expect(inHis?.status).toBe('booked')

  const { checkIn: ticket } = await patient.mutate(CHECK_IN, { input: { appointmentId: id, ...location, accuracyMeters: 15 } })
  const phone = await openStream<any>(fleet.gateway, { ticket: await patient.ticket() }, QUEUE, { t: ticket.id })
  expect((await phone.next(PATIENCE_MS)).queueChanged).toMatchObject({ ticket: { status: 'WAITING', patient: { name: expect.any(String) } }, queue: { practitioner: { name: '陈立群' } } })
  await doctor.mutate('mutation ($id: ID!) { callNext(queueId: $id) { id } }', { id: ticket.queue.id })
  await phone.nextThat(({ queueChanged }) => queueChanged.nowServing === ticket.number, PATIENCE_MS)
  await phone.close()
  for (const action of ['startServing', 'finishTicket']) await doctor.mutate(`mutation ($id: ID!) { ${action}(id: $id) { status } }`, { id: ticket.id })
  await until(async () => (await look()).order.status === 'FULFILLED', PATIENCE_MS)
}
