import type { Location, Organization, Practitioner, PractitionerRole, Resource, Schedule, Slot } from './fhir.ts'
import { codeOf, extensionOf, identifierOf, integerOf, stringOf } from './fhir.ts'
import type { HisOrganization, HisOrganizationList, HisPractitioner, HisScheduleKind, HisSchedule, HisScheduleList, HisSlot, HisStaffRole } from './port.ts'
import { extensions, systems } from './profile.ts'
import { demand, demandId, idBehind, idOfResource, instantOf, known, ofType, readEach, Unreadable, updatedAtOf, versionOf, wholeDayOf, type HisRefused } from './reading.ts'

const kinds: Record<string, HisOrganization['kind']> = { prov: 'HOSPITAL', branch: 'BRANCH', dept: 'DEPARTMENT' }

export function toOrganizations(resources: readonly Resource[]): HisOrganizationList {
  const refused: HisRefused[] = []
  const locations = new Map(ofType<Location>(resources, 'Location').map((location) => [idBehind(location.managingOrganization, 'Organization'), location]))
  const organizations = readEach<Organization, HisOrganization>(resources, 'Organization', (one) => toOrganization(one, locations.get(one.id ?? '')), (one) => refused.push(one))
  const depth: Record<HisOrganization['kind'], number> = { HOSPITAL: 0, BRANCH: 1, DEPARTMENT: 2 }
  return { organizations: organizations.sort((a, b) => depth[a.kind] - depth[b.kind]), refused }
}

function toOrganization(organization: Organization, location: Location | undefined): HisOrganization {
  const kind = known(kinds, codeOf(organization.type, systems.organizationType), 'Organization.type', 'CODE_UNKNOWN')
  const department = kind === 'DEPARTMENT'
  return {
    id: idOfResource(organization),
    kind,
    parentId: organization.partOf ? demandId(organization.partOf, 'Organization', 'Organization.partOf') : null,
    name: demand(organization.name?.trim(), 'Organization.name', 'NAME_MISSING'),
    code: department ? demand(codeOf(organization.type, systems.subject), 'Organization.type') : demand(identifierOf(organization, systems.institutionCode), 'Organization.identifier'),
    // FHIR leaves it out where nothing else is meant.
    active: organization.active !== false,
    intro: stringOf(organization, extensions.intro),
    phone: organization.telecom?.find(({ system }) => system === 'phone')?.value ?? null,
    address: organization.address?.[0]?.text ?? null,
    geo: location?.position ?? null,
    fenceMetres: location ? integerOf(location, extensions.fenceMetres) : null,
    location: department ? (location?.name ?? null) : null,
    updatedAt: updatedAtOf(organization),
  }
}

const staffRoles: Record<string, HisStaffRole> = { DOCTOR: 'DOCTOR', NURSE: 'NURSE', PHARMACIST: 'PHARMACIST' }

/** A page of Practitioner with the PractitionerRole that point to them. */
export function toPractitioners(resources: readonly Resource[]): { practitioners: HisPractitioner[]; refused: HisRefused[] } {
  const refused: HisRefused[] = []
  const roles = Map.groupBy(ofType<PractitionerRole>(resources, 'PractitionerRole'), (role) => idBehind(role.practitioner, 'Practitioner'))
  const practitioners = readEach<Practitioner, HisPractitioner>(resources, 'Practitioner', (one) => toPractitioner(one, roles.get(one.id ?? '') ?? []), (one) => refused.push(one))
  return { practitioners, refused }
}

function toPractitioner(practitioner: Practitioner, roles: PractitionerRole[]): HisPractitioner {
  const [first] = roles
  return {
    id: idOfResource(practitioner),
    staffNumber: demand(identifierOf(practitioner, systems.staffNumber), 'Practitioner.identifier'),
    name: demand(practitioner.name?.[0]?.text?.trim(), 'Practitioner.name', 'NAME_MISSING'),
    role: known(staffRoles, codeOf(first?.code, systems.staffRole), 'PractitionerRole.code', 'CODE_UNKNOWN'),
    title: demand(first?.code?.flatMap(({ coding }) => coding ?? []).find(({ system }) => system === systems.title)?.display, 'PractitionerRole.code'),
    gender: practitioner.gender === 'male' ? 'MALE' : practitioner.gender === 'female' ? 'FEMALE' : null,
    departmentIds: roles.filter(({ active }) => active !== false).map(({ organization }) => demandId(organization, 'Organization', 'PractitionerRole.organization')),
    specialties: stringOf(practitioner, extensions.specialties),
    intro: stringOf(practitioner, extensions.intro),
    licence: licenceOf(practitioner),
    active: practitioner.active !== false,
    updatedAt: updatedAtOf(practitioner),
  }
}

function licenceOf({ qualification = [] }: Practitioner): HisPractitioner['licence'] {
  const licence = qualification.find((one) => identifierOf(one, systems.licence) !== null)
  if (!licence) return null
  return {
    number: identifierOf(licence, systems.licence)!,
    validFrom: wholeDayOf(licence.period?.start, 'Practitioner.qualification.period.start'),
    validTo: licence.period?.end === undefined ? null : wholeDayOf(licence.period.end, 'Practitioner.qualification.period.end'),
  }
}

const scheduleKinds: Record<string, HisScheduleKind> = { GENERAL: 'GENERAL', EXPERT: 'EXPERT', DISEASE: 'DISEASE' }
const sessions: Record<string, HisSchedule['session']> = { MORNING: 'MORNING', AFTERNOON: 'AFTERNOON', EVENING: 'EVENING' }

export function toSchedules(resources: readonly Resource[]): HisScheduleList {
  const refused: HisRefused[] = []
  const onRefused = (one: HisRefused) => void refused.push(one)
  const schedules = new Map(readEach<Schedule, HisSchedule>(resources, 'Schedule', toSchedule, onRefused).map((one) => [one.id, one]))
  readEach<Slot, void>(resources, 'Slot', (resource) => {
    const slot = toSlot(resource)
    demand(schedules.get(slot.scheduleId), 'Slot.schedule', 'REFERENCE_UNREADABLE').slots.push(slot)
  }, onRefused)
  const found = [...schedules.values()].filter(({ slots }) => slots.length > 0)
  for (const { slots } of found) slots.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
  return { schedules: found.sort((a, b) => (a.day + a.id < b.day + b.id ? -1 : 1)), refused }
}

function toSchedule(schedule: Schedule): HisSchedule {
  const actors = schedule.actor ?? []
  const [department, institution] = actors.map((actor) => idBehind(actor, 'Organization')).filter((id) => id !== null)
  return {
    id: idOfResource(schedule),
    kind: known(scheduleKinds, codeOf(schedule.serviceCategory, systems.scheduleKind), 'Schedule.serviceCategory', 'CODE_UNKNOWN'),
    institutionId: demand(institution, 'Schedule.actor'),
    departmentId: demand(department, 'Schedule.actor'),
    departmentCode: demand(codeOf(schedule.serviceType, systems.subject), 'Schedule.serviceType'),
    practitionerId: actors.map((actor) => idBehind(actor, 'Practitioner')).find((id) => id !== null) ?? null,
    clinicName: demand(stringOf(schedule, extensions.clinicName), 'Schedule.extension(clinic-name)'),
    day: wholeDayOf(extensionOf(schedule, extensions.day)?.valueDate, 'Schedule.extension(day)'),
    session: known(sessions, stringOf(schedule, extensions.session), 'Schedule.extension(session)', 'CODE_UNKNOWN'),
    room: stringOf(schedule, extensions.room) ?? '',
    feeFen: demand(integerOf(schedule, extensions.feeFen), 'Schedule.extension(fee-fen)', 'AMOUNT_UNREADABLE'),
    // Only one that says so is stopped: everybody booked would be sent home.
    stopped: schedule.active === false,
    stopReason: stringOf(schedule, extensions.stopReason),
    slots: [],
  }
}

/** Whether nobody is seen in it, by status. */
const stopped: Record<string, boolean> = { free: false, busy: false, 'busy-tentative': false, 'busy-unavailable': true, 'entered-in-error': true }

export function toSlot(slot: Slot): HisSlot {
  const whole = (name: 'capacity' | 'remaining' | 'feeFen') => demand(integerOf(slot, extensions[name]), `Slot.extension(${extensions[name].split(':').at(-1)})`, 'VALUE_UNREADABLE')
  const [startsAt, endsAt] = [instantOf(slot.start, 'Slot.start'), instantOf(slot.end, 'Slot.end')]
  if (endsAt <= startsAt) throw new Unreadable('DATE_UNREADABLE', 'Slot.end')
  return {
    id: idOfResource(slot),
    scheduleId: demandId(slot.schedule, 'Schedule', 'Slot.schedule'),
    startsAt,
    endsAt,
    capacity: whole('capacity'),
    remaining: whole('remaining'),
    feeFen: whole('feeFen'),
    stopped: known(stopped, slot.status, 'Slot.status'),
    extra: integerOf(slot, extensions.extra) === 1,
    version: versionOf(slot),
    updatedAt: updatedAtOf(slot),
  }
}
