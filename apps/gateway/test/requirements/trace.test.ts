import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hospitalDay } from '@hospital/database/clock'
import { newId } from '@hospital/database/identifier'
import { patientViewer } from '@hospital/subgraph/testing'
import { holdSlot } from '../booking.ts'
import type { TestClient } from '../client.ts'
import { openSeededHospital, until, type TestHospital } from '../hospital.ts'

let hospital: TestHospital
let patient: TestClient
let doctor: TestClient
let operator: TestClient
let patientId: string
let visit: string
let billId: string

const TRACE = 'query ($id: ID!) { appointment(id: $id) { number trace { id kind at amountFen order { id } report { id name } } } }'
interface Entry { id: string; kind: string; at: string; amountFen: number | null; order: { id: string } | null; report: { id: string; name: string } | null }
const traceOf = async (client = patient, id = visit): Promise<Entry[]> => (await client.query(TRACE, { id })).appointment?.trace
/** Looked at beside the gateway, which would mind being asked so often. */
const keptOf = async (id: string): Promise<string[]> => (await hospital.sql`select kind::text from clinical.trace_entry where appointment_id = ${id}`).map(({ kind }) => kind)
const kindsOf = async (id = visit) => (await traceOf(patient, id)).map(({ kind }) => kind)

beforeAll(async () => {
  hospital = await openSeededHospital()
  doctor = await hospital.signInStaff('chenliqun')
  operator = await hospital.signInStaff('operator')
  patient = await hospital.signInPatient('13800000001')
  patientId = (await patient.query('{ me { patients { id name } } }')).me.patients.find(({ name }: { name: string }) => name === '周建国').id
  visit = await walkThrough()
}, 240_000)
afterAll(async () => { await hospital?.close() })

/** Books for today, pays, comes, is called, seen, gets a report, pays the bill of the visit at the cashier, fetches the medicines, and gets another report. */
async function walkThrough(): Promise<string> {
  const { staffMe } = await doctor.query('{ staffMe { practitioner { id departments { id } } } }')
  const today = hospitalDay(hospital.clock.now())
  const { schedules } = await hospital.anonymous.query('query ($d: ID!, $day: Date!) { schedules(departmentId: $d, day: $day) { part practitioner { id } slots { id remaining startsAt } } }', { d: staffMe.practitioner.departments[0].id, day: today })
  const slots = schedules.filter((one: { practitioner: { id: string } | null }) => one.practitioner?.id === staffMe.practitioner.id).flatMap((one: { slots: { id: string; remaining: number; startsAt: string }[] }) => one.slots)
  const slot = slots.find(({ remaining, startsAt }: { remaining: number; startsAt: string }) => remaining > 0 && new Date(startsAt) > hospital.clock.now())
  const { id, orderId } = await holdSlot(patient, slot.id, patientId)
  const { startPayment } = await patient.mutate('mutation ($input: StartPaymentInput!) { startPayment(input: $input) { number } }', { input: { orderIds: [orderId], method: 'WECHAT_NATIVE' } })
  await hospital.sandbox.pay(startPayment.number)
  const rule = await until(async () => (await patient.query('query ($id: ID!) { appointment(id: $id) { checkIn { opensAt location { latitude longitude } } } }', { id })).appointment.checkIn, 30_000)
  const wait = new Date(rule.opensAt).getTime() - hospital.clock.now().getTime()
  if (wait > 0) await hospital.advance(wait + 1_000)
  const { checkIn } = await patient.mutate('mutation ($input: CheckInInput!) { checkIn(input: $input) { id queue { id } } }', { input: { appointmentId: id, ...rule.location, accuracyMeters: 20 } })
  await hospital.advance(60_000)
  await doctor.mutate('mutation ($q: ID!) { callNext(queueId: $q) { id } }', { q: checkIn.queue.id })
  await doctor.mutate('mutation ($id: ID!) { startServing(id: $id) { id } }', { id: checkIn.id })
  await hospital.advance(60_000)
  await doctor.mutate('mutation ($id: ID!) { finishTicket(id: $id) { id } }', { id: checkIn.id })
  await until(async () => (await hospital.sandbox.control<{ id: string }[]>('his/reports')).some((one) => one.id.startsWith('rep-enc-')), 30_000)
  await hospital.sql`select graphile_worker.add_job('clinical.refreshReports')`
  await until(async () => (await keptOf(id)).includes('REPORT_READY'), 30_000)
  billId = await payBill(id)
  await hospital.advance(60_000)
  await hospital.sandbox.control(`his/bills/${billId}/hand-out`, {})
  await hospital.sql`select graphile_worker.add_job('clinical.refreshPickups')`
  await until(async () => (await keptOf(id)).includes('PICKED_UP'), 30_000)
  await hospital.advance(60_000)
  const [{ his_patient_id: hisPatientId }] = await hospital.sql`select his_patient_id from clinical.patient_record where patient_id = ${patientId}` as never as [{ his_patient_id: string }]
  await hospital.sandbox.control(`his/patients/${hisPatientId}/reports`, { panel: 'chemistry' })
  await hospital.sql`select graphile_worker.add_job('clinical.refreshReports')`
  return id
}

/** The HIS bills two medicines of the visit; they are paid at the cashier, and nothing is handed out before. */
async function payBill(appointmentId: string): Promise<string> {
  const [{ his_encounter_id: encounterId }] = await hospital.sql`select his_encounter_id from clinical.appointment where id = ${appointmentId}` as never as [{ his_encounter_id: string }]
  const lines = ['苯磺酸氨氯地平片', '阿托伐他汀钙片'].map((item) => ({ item, category: '西药费', quantity: 1, unit: '盒', priceFen: 3_000 }))
  const invoice = await hospital.sandbox.control('his/bills', { idCard: '330109195806153412', title: '西药处方', lines, encounterId })
  await expect(hospital.sandbox.control(`his/bills/${invoice.id}/hand-out`, {})).rejects.toThrow()
  const { outpatientBills } = await patient.query('query ($p: ID!) { outpatientBills(patientId: $p, first: 50) { nodes { id number amountFen } } }', { p: patientId })
  const bill = outpatientBills.nodes.find(({ number }: { number: string }) => number === invoice.identifier[0].value)
  const ORDER = 'mutation ($input: OrderBillsInput!) { orderBills(input: $input) { id } }'
  const stranger = await hospital.as(patientViewer())
  expect(await stranger.refused(ORDER, { input: { billIds: [bill.id], expectedFen: bill.amountFen } })).toBe('NOT_FOUND')
  const { orderBills } = await patient.mutate(ORDER, { input: { billIds: [bill.id], expectedFen: bill.amountFen } })
  await until(async () => (await keptOf(appointmentId)).includes('BILL_DUE'), 30_000)
  await hospital.advance(2_000)
  const { startPayment } = await patient.mutate('mutation ($input: StartPaymentInput!) { startPayment(input: $input) { number } }', { input: { orderIds: [orderBills[0].id], method: 'WECHAT_NATIVE' } })
  await hospital.sandbox.pay(startPayment.number)
  // It is paid once the HIS has settled it: then its pharmacy puts the medicines together.
  await until(async () => (await keptOf(appointmentId)).includes('BILL_PAID'), 30_000)
  await until(async () => (await hospital.sandbox.control('his/pharmacy')).some((one: { billId: string; status: string }) => one.billId === invoice.id && one.status === 'preparation'), 30_000)
  return invoice.id
}

describe('[A2-09] one time axis of a visit', () => {
  const WHOLE = ['HELD', 'PAID', 'BOOKED', 'CHECKED_IN', 'CALLED', 'SERVING', 'FINISHED', 'REPORT_READY', 'BILL_DUE', 'BILL_PAID', 'PICKED_UP', 'REPORT_READY']

  it('runs from booking over cashier and pharmacy to the last report, in true order, each point once, leading on to what it is about', async () => {
    await until(async () => (await kindsOf()).length === WHOLE.length, 30_000)
    const trace = await traceOf()
    expect(trace.map(({ kind }) => kind)).toEqual(WHOLE)
    expect(trace.map(({ at }) => at)).toEqual(trace.map(({ at }) => at).toSorted())
    expect(trace[1]).toMatchObject({ amountFen: 5000, order: { id: expect.any(String) } })
    expect(trace[7]).toMatchObject({ report: { name: '血常规' } })
    expect(trace[9]).toMatchObject({ kind: 'BILL_PAID', amountFen: 6_000, order: { id: expect.any(String) } })
    expect(trace.at(-1)).toMatchObject({ report: { name: '生化全套 + 糖化血红蛋白' } })
    const { number } = (await patient.query(TRACE, { id: visit })).appointment
    const { traceEntries } = await operator.query('query ($filter: TraceFilter!) { traceEntries(filter: $filter, first: 50) { nodes { kind } } }', { filter: { appointmentNumber: number } })
    expect(traceEntries.nodes.map(({ kind }: { kind: string }) => kind)).toEqual(WHOLE)
  })

  it('has the pharmacy hand several medicines out as one step, once, and not at all when it was a mistake', async () => {
    const look = () => hospital.sql`select graphile_worker.add_job('clinical.refreshPickups')`
    await look()
    expect((await hospital.sql`select his_ids from clinical.pickup`).map((row) => row.his_ids.length)).toEqual([2])
    await expect(hospital.sandbox.control(`his/bills/${billId}/hand-out`, {})).rejects.toThrow()
    await hospital.sandbox.control(`his/bills/${billId}/take-back`, {})
    await look()
    await until(async () => !(await keptOf(visit)).includes('PICKED_UP'), 20_000)
    expect(await hospital.sql`select 1 from clinical.pickup`).toHaveLength(0)
  })

  it('takes bills in as their owner tells of them: due, paid, given back; late, twice and out of order', async () => {
    const [{ account_id: accountId }] = await hospital.sql`select account_id from clinical.appointment where id = ${visit}` as never as [{ account_id: string }]
    const [orderId, otherBillId] = [newId(), newId()]
    const deliver = (event: string, data: object, id = newId()) => hospital.sql`select graphile_worker.add_job(${`clinical.on.${event}`}, ${JSON.stringify({ id, event, data })}::text::json)`
    const at = hospital.clock.now().toISOString()
    const paid = { orderId, patientId, subjectType: 'OutpatientBill', subjectId: otherBillId, amountFen: 8800, paymentNumber: 'P1', paidAt: at }
    const once = newId()
    await deliver('order.paid', paid, once)
    const ofOrder = async () => (await traceOf()).filter(({ order }) => order?.id === orderId)
    await until(async () => (await ofOrder()).some(({ kind }) => kind === 'BILL_PAID'))
    await deliver('order.paid', paid, once)
    await deliver('order.paid', paid)
    await deliver('order.due', { orderId, kind: 'OUTPATIENT_BILL', subjectType: 'OutpatientBill', subjectId: otherBillId, title: '门诊缴费', amountFen: 8800, accountId, patientId, institutionId: null, departmentId: null, practitionerId: null, payUntil: at })
    await deliver('order.refunded', { orderId, subjectType: 'OutpatientBill', subjectId: otherBillId, refundFen: 800, full: false, at })
    await deliver('order.due', { orderId: newId(), kind: 'INPATIENT_DEPOSIT', subjectType: 'InpatientDeposit', subjectId: newId(), title: '住院预缴', amountFen: 1, accountId, patientId, institutionId: null, departmentId: null, practitionerId: null, payUntil: at })
    await until(async () => (await ofOrder()).length === 3)
    const bills = await ofOrder()
    expect(bills).toHaveLength(3)
    expect(bills.find(({ kind }) => kind === 'BILL_PAID')).toMatchObject({ amountFen: 8800 })
    expect(bills.find(({ kind }) => kind === 'REFUNDED')).toMatchObject({ amountFen: 800 })
  })

  it('is there for visits of before, too: from what was recorded then, without doubling', async () => {
    const before = await kindsOf()
    await hospital.sql`delete from clinical.trace_entry where key like 'trace %'`
    await hospital.sql`delete from clinical.trace_entry where appointment_id = ${visit} and kind <> 'REPORT_READY'`
    await hospital.sql`delete from clinical.trace_entry where appointment_id = ${visit}`
    for (let run = 0; run < 2; run++) await hospital.sql`select graphile_worker.add_job('clinical.fillTraces')`
    await until(async () => (await kindsOf()).length === 7, 20_000)
    expect(await kindsOf()).toEqual(before.filter((kind) => WHOLE.slice(0, 7).includes(kind)))
  })

  it('is the own account\'s; the console reads it with a permission, and its reading is logged', async () => {
    expect((await doctor.query(TRACE, { id: visit })).appointment.trace).toEqual([])
    expect((await operator.query(TRACE, { id: visit })).appointment.trace).toEqual([])
    expect(await traceOf(await hospital.as(patientViewer()))).toBeUndefined()
    const READ = 'query ($filter: TraceFilter!, $first: Int) { traceEntries(filter: $filter, first: $first) { totalCount nodes { kind at patient { name } appointment { id } report { id } } pageInfo { hasNextPage } } }'
    const { number } = (await patient.query(TRACE, { id: visit })).appointment
    const { traceEntries } = await operator.query(READ, { filter: { appointmentNumber: number }, first: 5 })
    expect(traceEntries).toMatchObject({ totalCount: 7, pageInfo: { hasNextPage: true } })
    expect(traceEntries.nodes[0]).toMatchObject({ kind: 'HELD', appointment: { id: visit } })
    await until(async () => (await hospital.sql`select 1 from platform.audit_entry where action = 'trace.read' and subject_id = ${patientId}`).length)
    expect((await operator.query(READ, { filter: { patientId } })).traceEntries.nodes.length).toBeGreaterThanOrEqual(7)
    expect(await operator.refused(READ, { filter: {} })).toBe('INVALID_INPUT')
    expect(await operator.refused(READ, { filter: { appointmentNumber: 'GH0' } })).toBe('NOT_FOUND')
    expect(await (await hospital.signInStaff('accountant')).refused(READ, { filter: { patientId } })).toBe('FORBIDDEN')
    expect(await patient.refused(READ, { filter: { patientId } })).toBe('FORBIDDEN')
  })
})
