import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { givenPatient, givenSlot, openScene, type Scene } from '../../test/scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.remove())

let references = 0
async function givenLock() {
  const [slot, patient] = [await givenSlot(scene, 2), await givenPatient(scene)]
  const clientReference = `visit-${(references += 1)}`
  const until = new Date(Date.now() + 900_000)
  const input = { slotId: slot.id, patientId: patient.hisPatientId, clientReference, until }
  return { slot, input, lock: await scene.his.lockSlot(input) }
}

async function givenBooking() {
  const { slot, lock } = await givenLock()
  const paid = { hisAppointmentId: lock.hisAppointmentId, version: lock.version, paidFen: lock.feeFen, paymentReference: `pay-${lock.hisAppointmentId}` }
  return { slot, paid, booking: await scene.his.confirmAppointment(paid) }
}

describe('an appointment in the HIS [B1-03]', () => {
  it('is confirmed once, and confirming it again with the same payment answers the same', async () => {
    const { booking, paid } = await givenBooking()
    expect(booking).toMatchObject({ status: 'BOOKED', paidFen: booking.feeFen, lockedUntil: null })
    expect(await scene.his.confirmAppointment(paid)).toEqual(booking)
    await expect(scene.his.confirmAppointment({ ...paid, paymentReference: 'another' })).rejects.toMatchObject({ kind: 'CONFLICT', code: 'STATUS_MOVED' })
  })

  it('confirmed by several callbacks of one payment at once is one booking for all of them', async () => {
    const { lock } = await givenLock()
    const paid = { hisAppointmentId: lock.hisAppointmentId, version: lock.version, paidFen: lock.feeFen, paymentReference: 'at-once' }
    const bookings = await Promise.all(Array.from({ length: 8 }, () => scene.his.confirmAppointment(paid)))
    expect(new Set(bookings.map(({ version }) => version)).size).toBe(1)
    expect(bookings[0]).toMatchObject({ status: 'BOOKED', paymentReference: 'at-once' })
  })

  it('is not confirmed for another amount, nor on a stale version', async () => {
    const { lock } = await givenLock()
    const paid = { hisAppointmentId: lock.hisAppointmentId, version: lock.version, paidFen: lock.feeFen, paymentReference: 'pay' }
    await expect(scene.his.confirmAppointment({ ...paid, paidFen: 1 })).rejects.toMatchObject({ kind: 'REFUSED', code: 'AMOUNT_MISMATCH' })
    await expect(scene.his.confirmAppointment({ ...paid, version: '99' })).rejects.toMatchObject({ kind: 'CONFLICT', code: 'VERSION_STALE' })
    expect(await scene.his.findAppointment(lock.clientReference)).toMatchObject({ status: 'LOCKED' })
  })

  it('cancelled returns its place once', async () => {
    const { slot, booking } = await givenBooking()
    await scene.his.cancelAppointment({ hisAppointmentId: booking.hisAppointmentId, reason: '患者取消' })
    expect(await scene.his.cancelAppointment({ hisAppointmentId: booking.hisAppointmentId, reason: '患者取消' })).toMatchObject({ status: 'CANCELLED', cancelReason: '患者取消' })
    expect((await scene.his.findSlot(slot.id))!.remaining).toBe(2)
  })

  it('goes through check-in, visit and end; each step may be repeated; then it cannot be cancelled [B1-08]', async () => {
    const { booking } = await givenBooking()
    const { hisAppointmentId } = booking
    const arrived = await scene.his.checkIn({ hisAppointmentId })
    expect(arrived).toMatchObject({ status: 'ARRIVED', queueNumber: expect.any(Number) })
    expect((await scene.his.checkIn({ hisAppointmentId })).queueNumber).toBe(arrived.queueNumber)
    const visit = await scene.his.startEncounter({ hisAppointmentId, hisPractitionerId: 'prac-D1021' })
    expect((await scene.his.startEncounter({ hisAppointmentId, hisPractitionerId: 'prac-D1021' })).hisEncounterId).toBe(visit.hisEncounterId)
    const ended = await scene.his.finishEncounter(visit)
    expect(ended).toMatchObject({ status: 'FINISHED', finishedAt: expect.any(Date) })
    expect(await scene.his.finishEncounter(visit)).toEqual(ended)
    await expect(scene.his.cancelAppointment({ hisAppointmentId, reason: 'x' })).rejects.toMatchObject({ kind: 'CONFLICT', code: 'STATUS_MOVED' })
  })

  it('unknown is told apart from refused', async () => {
    expect(await scene.his.findAppointment('never-sent')).toBeNull()
    await expect(scene.his.checkIn({ hisAppointmentId: 'apt-none' })).rejects.toMatchObject({ kind: 'REFUSED', code: 'NOT_FOUND' })
  })
})

describe('a HIS in trouble', () => {
  it('that did it and did not answer is found by our own reference', async () => {
    const [slot, patient] = [await givenSlot(scene, 1), await givenPatient(scene)]
    const impatient = scene.connect({ timeoutMs: 300 })
    await scene.control('faults', { system: 'his', mode: 'commit-then-timeout', times: 1 })
    const input = { slotId: slot.id, patientId: patient.hisPatientId, clientReference: 'unknown-1', until: new Date(Date.now() + 900_000) }
    await expect(impatient.his.lockSlot(input)).rejects.toMatchObject({ kind: 'TIMEOUT', resultUnknown: true })
    const found = await impatient.his.findAppointment('unknown-1')
    expect(found).toMatchObject({ status: 'LOCKED', slotId: slot.id })
    expect(await impatient.his.lockSlot(input)).toEqual(found)
    expect((await scene.his.findSlot(slot.id))!.remaining).toBe(0)
    await impatient.disconnect()
  })

  it.each([
    ['down', 'UNAVAILABLE'],
    ['garbage', 'GARBAGE'],
    ['error', 'TIMEOUT'],
  ])('%s is %s, and nothing is half-done', async (mode, kind) => {
    const [slot, patient] = [await givenSlot(scene, 1), await givenPatient(scene)]
    await scene.control('faults', { system: 'his', mode, times: 1 })
    const input = { slotId: slot.id, patientId: patient.hisPatientId, clientReference: `trouble-${mode}`, until: new Date(Date.now() + 900_000) }
    await expect(scene.his.lockSlot(input)).rejects.toMatchObject({ kind, port: 'his' })
    expect(await scene.his.lockSlot(input)).toMatchObject({ status: 'LOCKED' })
    expect((await scene.his.findSlot(slot.id))!.remaining).toBe(0)
  })

  it('that is slow does not hold the others', async () => {
    await scene.control('faults', { system: 'his', mode: 'slow', ms: 1_500 })
    const slow = scene.his.findSlot('none')
    const sent = await scene.sms.sendSms({ phone: '13800000001', templateId: 'SIGN_IN_CODE', params: ['123456', '5'] })
    expect(sent.accepted).toBe(true)
    await scene.control('faults/clear')
    expect(await slow).toBeNull()
  })
})

describe('strangers', () => {
  it('without the token see nothing', async () => {
    const answer = await fetch(`${scene.url}/his/fhir/Patient`)
    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({ resourceType: 'OperationOutcome' })
    expect((await fetch(`${scene.url}/his/fhir/metadata`)).status).toBe(200)
  })

  it('from another site cannot pull the levers', async () => {
    const answer = await fetch(`${scene.url}/_control/reset`, { method: 'POST', headers: { origin: 'https://evil.example' } })
    expect(answer.status).toBe(403)
  })
})
