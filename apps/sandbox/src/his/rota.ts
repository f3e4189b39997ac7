import type { HisSchedule, HisScheduleKind } from '@hospital/connectors/his/port'
import { weekdayOf } from '../days.ts'
import { departmentId, departments, type DepartmentSeed, type Site } from './departments.ts'
import { placeOf } from './directory.ts'
import { between, numbersFor } from './random.ts'
import { isLarge, type StaffSeed } from './staff.ts'

export type Session = HisSchedule['session']

/** One clinic of one half-day, before it becomes a Schedule with its slots. */
export interface Clinic {
  id: string
  kind: HisScheduleKind
  name: string
  site: Site
  department: DepartmentSeed
  practitionerId: string | null
  day: string
  session: Session
  room: string
  feeFen: number
  capacity: number
  demonstration: boolean
}

const sessionHours: Record<Session, [from: number, to: number]> = { MORNING: [8.5, 11.5], AFTERNOON: [14, 17], EVENING: [18, 20] }

/** `08:30`, `08:45`, …: the starts of the 15-minute segments. */
export const segmentsOf = (session: Session): string[] => {
  const [from, to] = sessionHours[session]
  return Array.from({ length: (to - from) * 4 }, (_, at) => {
    const minutes = from * 60 + at * 15
    return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  })
}

const sessionCode: Record<Session, string> = { MORNING: 'am', AFTERNOON: 'pm', EVENING: 'ev' }
const sessionName: Record<Session, string> = { MORNING: '', AFTERNOON: '', EVENING: '夜间' }

/** Who holds which clinic on a day. Everything follows from the day itself. */
export function clinicsOn(day: string, staff: StaffSeed[]): Clinic[] {
  const sunday = weekdayOf(day) === 0
  const general = departments
    .filter((department) => department.clinic && isLarge(department))
    .flatMap((department) => (sunday ? (['MORNING'] as const) : (['MORNING', 'AFTERNOON'] as const)).map((session) => generalClinic(department, day, session)))
  const doctors = staff.filter(({ role, title, department }) => role === 'DOCTOR' && title !== '住院医师' && department.clinic)
  return [...general, ...doctors.flatMap((doctor, at) => doctorClinics(doctor, at, day))]
}

function generalClinic(department: DepartmentSeed, day: string, session: Session): Clinic {
  return {
    id: scheduleId(departmentId('main', department.code), day, session),
    kind: 'GENERAL',
    name: `${department.name}普通门诊`,
    site: 'main',
    department,
    practitionerId: null,
    day,
    session,
    room: `${placeOf('main', department)} 1 诊室`,
    feeFen: 1500,
    capacity: 4,
    demonstration: false,
  }
}

function doctorClinics(doctor: StaffSeed, at: number, day: string): Clinic[] {
  const weekday = weekdayOf(day)
  if (doctor.site !== 'main') return weekday === 0 || weekday === 6 ? [] : [ownClinic(doctor, day, 'MORNING')]
  if (doctor.demonstration) return [ownClinic(doctor, day, 'MORNING'), ownClinic(doctor, day, 'AFTERNOON'), ownClinic(doctor, day, 'EVENING')]
  const disease = doctor.department.diseaseClinic
  if (disease && doctor.title === '副主任医师') return [ownClinic(doctor, day, 'MORNING'), diseaseClinic(doctor, disease, day)]
  return [ownClinic(doctor, day, weekday === 0 || (at + weekday) % 2 === 0 ? 'MORNING' : 'AFTERNOON')]
}

function ownClinic(doctor: StaffSeed, day: string, session: Session): Clinic {
  const expert = doctor.title !== '主治医师'
  return {
    id: scheduleId(doctor.id, day, session),
    kind: expert ? 'EXPERT' : 'GENERAL',
    name: `${doctor.department.name}${sessionName[session]}${expert ? '专家' : '普通'}门诊`,
    site: doctor.site,
    department: doctor.department,
    practitionerId: doctor.id,
    day,
    session,
    room: roomOf(doctor),
    feeFen: doctor.title === '主任医师' ? 5000 : expert ? 3000 : 1500,
    capacity: doctor.demonstration ? 4 : expert ? 2 : 3,
    demonstration: doctor.demonstration,
  }
}

const diseaseClinic = (doctor: StaffSeed, name: string, day: string): Clinic => ({
  ...ownClinic(doctor, day, 'AFTERNOON'),
  kind: 'DISEASE',
  name,
  feeFen: 4000,
  capacity: 2,
})

const roomOf = (doctor: StaffSeed) => `${placeOf(doctor.site, doctor.department)} ${between(numbersFor(`room ${doctor.id}`), 2, 12)} 诊室`

const scheduleId = (owner: string, day: string, session: Session) => `sch-${owner}-${day.replaceAll('-', '')}-${sessionCode[session]}`

/** How many of each segment's places went at the counter before we came. */
export function soldAtCounter(clinic: Clinic, segments: number): number[] {
  const next = numbersFor(clinic.id)
  const sold = () => (clinic.demonstration ? between(next, 0, 1) : next() < 0.08 ? clinic.capacity : between(next, 0, clinic.capacity - 1))
  return Array.from({ length: segments }, sold)
}

export const isStopped = (clinic: Clinic) => !clinic.demonstration && numbersFor(`stopped ${clinic.id}`)() < 0.02
