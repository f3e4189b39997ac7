import { idOf } from '../house/ids.ts'

const DEPARTMENTS = 20
const PRACTITIONERS = 40
const INSTITUTION = { id: idOf('institution', 1), name: '云溪市第一人民医院', address: '云溪市人民路 1 号', phone: '0571-0000' }

const numbered = <T extends { id: string }>(count: number, make: (number: number) => T) => new Map(Array.from({ length: count }, (_, i) => make(i + 1)).map((one) => [one.id, one]))

export const institutions = new Map([[INSTITUTION.id, INSTITUTION]])

export const departments = numbered(DEPARTMENTS, (n) => ({ id: idOf('department', n), name: `科室${n}`, location: `门诊楼 ${n} 层`, institution: INSTITUTION }))

export const practitioners = numbered(PRACTITIONERS, (n) => ({ id: idOf('practitioner', n), name: `医生${n}`, title: '主任医师' }))

export const patients = numbered(100, (n) => ({ id: idOf('patient', n), name: `患者${n}` }))

/** As many as 45 visits of one account, as the database's rows have them too. */
export const appointments = numbered(45, (n) => ({
  id: idOf('appointment', n), number: `GH261123${String(n).padStart(9, '0')}`, status: 'BOOKED', sameDay: false,
  startsAt: '2026-12-01T00:15:00.000Z', endsAt: '2026-12-01T00:30:00.000Z', day: '2026-12-01', feeFen: 2500, room: `30${n % 9}`,
  heldUntil: null, cancelReason: null, cancellableUntil: '2026-11-30T14:00:00.000Z', availableActions: ['cancelAppointment'],
  patient: { id: idOf('patient', 1 + (n % 3)) }, department: { id: idOf('department', 1 + (n % DEPARTMENTS)) }, practitioner: { id: idOf('practitioner', 1 + (n % PRACTITIONERS)) },
}))
