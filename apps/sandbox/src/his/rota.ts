import type { HisSchedule, HisScheduleKind } from '@hospital/connectors/his/port'
import { weekdayOf } from '../days.ts'
import { departmentId, departments, institutions, type DepartmentSeed, type Site } from './departments.ts'
import { isAt, placeOf } from './directory.ts'
import { between, numbersFor } from './random.ts'
import type { StaffSeed } from './staff.ts'

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
  const general = institutions.flatMap(({ site }) =>
    departments
      .filter((department) => department.clinic && isAt(department, site))
      .flatMap((department) => (site === 'main' && !sunday ? (['MORNING', 'AFTERNOON'] as const) : (['MORNING'] as const)).map((session) => generalClinic(site, department, day, session))),
  )
  const doctors = staff.filter(({ role, title, department }) => role === 'DOCTOR' && title !== '住院医师' && department.clinic)
  return [...general, ...doctors.flatMap((doctor, at) => doctorClinics(doctor, at, day))]
}

function generalClinic(site: Site, department: DepartmentSeed, day: string, session: Session): Clinic {
  const owner = departmentId(site, department.code)
  return {
    id: scheduleId(owner, day, session),
    kind: 'GENERAL',
    name: `${department.name}普通门诊`,
    site,
    department,
    practitionerId: null,
    day,
    session,
    room: `${placeOf(site, department)} 1 诊室`,
    feeFen: site === 'main' ? 1500 : 1000,
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

/** How many of a segment's places went at the counter before we came, and whether the clinic is stopped. */
export function soldAtCounter(clinic: Clinic, segment: string): number {
  const next = numbersFor(`${clinic.id} ${segment}`)
  if (clinic.demonstration) return between(next, 0, 1)
  return next() < 0.08 ? clinic.capacity : between(next, 0, clinic.capacity - 1)
}

export const isStopped = (clinic: Clinic) => !clinic.demonstration && numbersFor(`stopped ${clinic.id}`)() < 0.02
