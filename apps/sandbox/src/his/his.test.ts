import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { givenPatient, givenSlot, openScene, tomorrow, type Scene } from '../../test/scene.ts'
import { idCardWith } from './validation.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.remove())

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000)
let references = 0
const reference = () => `hold-${(references += 1)}`

async function givenLock(remaining = 1) {
  const [slot, patient] = [await givenSlot(scene, remaining), await givenPatient(scene)]
  const clientReference = reference()
  const lock = await scene.his.lockSlot({ slotId: slot.id, patientId: patient.hisPatientId, clientReference, until: inMinutes(15) })
  return { slot, patient, lock, clientReference }
}

const remainingOf = async (slotId: string) => (await scene.his.findSlot(slotId))!.remaining
const confirm = (lock: { hisAppointmentId: string; version: string; feeFen: number }, paymentReference = 'pay-1') =>
  scene.his.confirmAppointment({ hisAppointmentId: lock.hisAppointmentId, version: lock.version, paidFen: lock.feeFen, paymentReference })

describe('the directory of the HIS [A1-02]', () => {
  it('is a tree of a main hospital, two branches and at least forty departments of the official list', async () => {
    const { organizations } = await scene.his.listOrganizations()
    expect(organizations.filter(({ kind }) => kind === 'HOSPITAL').map(({ name }) => name)).toEqual(['云溪市第一人民医院'])
    expect(organizations.filter(({ kind }) => kind === 'BRANCH')).toHaveLength(2)
    const main = organizations.filter(({ kind, parentId }) => kind === 'DEPARTMENT' && parentId === 'org-main')
    expect(main.length).toBeGreaterThanOrEqual(40)
    expect(main.find(({ code }) => code === '03.04')).toMatchObject({ name: '心血管内科', location: '门诊楼 3 层 A 区' })
    const seen = new Set<string>()
    for (const { id, parentId } of organizations) {
      expect(parentId === null || seen.has(parentId)).toBe(true)
      seen.add(id)
    }
    expect(organizations[0]).toMatchObject({ geo: { latitude: 25.0406, longitude: 102.7125 }, fenceMetres: 500 })
  })

  it('pages through at least 120 staff, each once, and is the same for everybody', async () => {
    const found = []
    for (let cursor: string | undefined; ; ) {
      const page = await scene.his.listPractitioners({ cursor, count: 50 })
      found.push(...page.practitioners)
      expect(page.total).toBe(220)
      if (!page.nextCursor) break
      cursor = page.nextCursor
    }
    expect(new Set(found.map(({ id }) => id)).size).toBe(220)
    expect(new Set(found.map(({ role }) => role))).toEqual(new Set(['DOCTOR', 'NURSE', 'PHARMACIST']))
    expect(found.find(({ name }) => name === '陈立群')).toMatchObject({ title: '主任医师', departmentIds: ['dept-main-0304', 'dept-east-0304'] })
    expect(found.map(({ name }) => name)).toContain('买买提江·阿不都热合曼')
  })
})

describe('schedules of the HIS [B1-01]', () => {
  it('come in three kinds and in 15-minute segments, some stopped or full, and the demonstration doctors always free', async () => {
    const { schedules } = await scene.his.listSchedules({ from: tomorrow(), to: tomorrow() })
    expect(new Set(schedules.map(({ kind }) => kind))).toEqual(new Set(['GENERAL', 'EXPERT', 'DISEASE']))
    const slots = schedules.flatMap((schedule) => schedule.slots)
    expect(slots.every(({ startsAt, endsAt }) => endsAt.getTime() - startsAt.getTime() === 15 * 60_000)).toBe(true)
    expect(slots.some(({ remaining }) => remaining === 0)).toBe(true)
    const practitioners = await scene.his.listPractitioners({ count: 500 })
    const chen = practitioners.practitioners.find(({ name }) => name === '陈立群')!
    const own = schedules.filter(({ practitionerId }) => practitionerId === chen.id)
    expect(own.map(({ session }) => session).sort()).toEqual(['AFTERNOON', 'EVENING', 'MORNING'])
    expect(own.every((schedule) => !schedule.stopped && schedule.slots.every(({ remaining }) => remaining > 0))).toBe(true)
  })

  it('changed since an instant are only those that changed', async () => {
    const since = new Date()
    const { slot } = await givenLock(3)
    const { schedules: changed } = await scene.his.listSchedules({ from: tomorrow(), to: tomorrow(), since })
    expect(changed.flatMap((schedule) => schedule.slots).map(({ id }) => id)).toEqual([slot.id])
  })
})

describe('patients of the HIS [A1-08] [A1-10]', () => {
  it('get a record number and a hospital card, and are matched, not doubled', async () => {
    const idCard = idCardWith('53010219850721999'.slice(0, 17))
    const input = { idCard, name: '孙晓', gender: 'MALE' as const, birthDate: '1985-07-21' }
    expect(await scene.his.findPatient({ idCard })).toBeNull()
    const [first, second] = await Promise.all([scene.his.createPatient(input), scene.his.createPatient(input)])
    expect(first.hisPatientId).toBe(second.hisPatientId)
    expect([first.matched, second.matched].sort()).toEqual([false, true])
    expect(first.cards.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['HOSPITAL', 'RECORD']))
    expect(await scene.his.findPatient({ idCard })).toMatchObject({ hisPatientId: first.hisPatientId, recordNumber: first.recordNumber })
  })

  it('of another name under the same number are a conflict', async () => {
    const { idCard } = await givenPatient(scene, '周建国')
    await expect(scene.his.createPatient({ idCard, name: '别人', gender: 'MALE', birthDate: '1990-01-01' })).rejects.toMatchObject({ kind: 'CONFLICT', code: 'PATIENT_NAME_MISMATCH' })
  })

  it('with a wrong check digit are refused', async () => {
    await expect(scene.his.createPatient({ idCard: '530102199001010010', name: '错', gender: 'MALE', birthDate: '1990-01-01' })).rejects.toMatchObject({ kind: 'REFUSED', code: 'invalid' })
  })
})

describe('locks of the HIS [B1-01]', () => {
  it('a hundred at once for the last place: one winner, ninety-nine clear refusals', async () => {
    const [slot, patient] = [await givenSlot(scene, 1), await givenPatient(scene)]
    const attempts = Array.from({ length: 100 }, () => scene.his.lockSlot({ slotId: slot.id, patientId: patient.hisPatientId, clientReference: reference(), until: inMinutes(15) }))
    const results = await Promise.allSettled(attempts)
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const refusals = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason)
    expect(refusals.every((reason) => reason.kind === 'CONFLICT' && reason.code === 'SLOT_FULL')).toBe(true)
    expect(await remainingOf(slot.id)).toBe(0)
  })

  it('repeated under the same reference are one lock', async () => {
    const [slot, patient] = [await givenSlot(scene, 3), await givenPatient(scene)]
    const input = { slotId: slot.id, patientId: patient.hisPatientId, clientReference: reference(), until: inMinutes(15) }
    const locks = await Promise.all([scene.his.lockSlot(input), scene.his.lockSlot(input), scene.his.lockSlot(input)])
    expect(new Set(locks.map(({ hisAppointmentId }) => hisAppointmentId)).size).toBe(1)
    expect(await remainingOf(slot.id)).toBe(2)
  })

  it('expire on the clock of the HIS: the place returns and confirming is refused', async () => {
    const { slot, lock, clientReference } = await givenLock()
    await scene.control('clock/advance', { ms: 16 * 60_000 })
    expect(await remainingOf(slot.id)).toBe(1)
    expect(await scene.his.findAppointment(clientReference)).toMatchObject({ status: 'CANCELLED', cancelReason: 'LOCK_EXPIRED' })
    await expect(confirm(lock)).rejects.toMatchObject({ kind: 'CONFLICT', code: 'LOCK_EXPIRED' })
    await scene.control('clock/reset')
  })

  it('are held half an hour at most, however long is asked', async () => {
    const [slot, patient] = [await givenSlot(scene, 1), await givenPatient(scene)]
    const lock = await scene.his.lockSlot({ slotId: slot.id, patientId: patient.hisPatientId, clientReference: reference(), until: inMinutes(600) })
    expect(lock.lockedUntil!.getTime()).toBeLessThanOrEqual(inMinutes(30).getTime())
  })

  it('released give the place back, also when released twice', async () => {
    const { slot, lock } = await givenLock()
    await scene.his.releaseLock(lock)
    expect(await scene.his.releaseLock(lock)).toMatchObject({ status: 'CANCELLED', cancelReason: 'LOCK_RELEASED' })
    expect(await remainingOf(slot.id)).toBe(1)
  })

  it('on a stopped clinic are refused, and who was booked there is cancelled', async () => {
    const { slot, lock, patient } = await givenLock(2)
    await confirm(lock)
    await scene.control(`his/schedules/${slot.scheduleId}/stop`, { reason: '外出会诊' })
    expect(await scene.his.findAppointment(lock.clientReference)).toMatchObject({ status: 'CANCELLED', cancelReason: 'STOPPED' })
    const again = scene.his.lockSlot({ slotId: slot.id, patientId: patient.hisPatientId, clientReference: reference(), until: inMinutes(15) })
    await expect(again).rejects.toMatchObject({ kind: 'CONFLICT', code: 'SLOT_STOPPED' })
    expect((await scene.his.findSlot(slot.id))!.stopped).toBe(true)
  })
})
