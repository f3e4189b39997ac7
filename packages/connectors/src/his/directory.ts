import type { Extension, Location, Organization, Practitioner, PractitionerRole, Resource, Schedule, Slot } from './fhir.ts'
import { codeOf, extensionOf, identifierOf, idOf, integerOf, stringOf } from './fhir.ts'
import type { HisOrganization, HisPractitioner, HisSchedule, HisScheduleKind, HisSlot, HisStaffRole } from './port.ts'
import { extensions, systems } from './profile.ts'

const ofType = <R extends Resource>(resources: Resource[], type: R['resourceType']) => resources.filter((resource): resource is R => resource.resourceType === type)

const demand = <T>(value: T | null | undefined, what: string): T => {
  if (value === null || value === undefined) throw new Error(`${what} is missing`)
  return value
}

const changedAt = (resource: Resource) => new Date(demand(resource.meta?.lastUpdated, 'meta.lastUpdated'))

const kinds: Record<string, HisOrganization['kind']> = { prov: 'HOSPITAL', branch: 'BRANCH', dept: 'DEPARTMENT' }

export function toOrganizations(resources: Resource[]): HisOrganization[] {
  const locations = new Map(ofType<Location>(resources, 'Location').map((location) => [idOf(location.managingOrganization, 'Organization'), location]))
  const organizations = ofType<Organization>(resources, 'Organization').map((organization) => toOrganization(organization, locations.get(organization.id ?? '')))
  const depth: Record<HisOrganization['kind'], number> = { HOSPITAL: 0, BRANCH: 1, DEPARTMENT: 2 }
  return organizations.sort((a, b) => depth[a.kind] - depth[b.kind])
}

function toOrganization(organization: Organization, location: Location | undefined): HisOrganization {
  const kind = demand(kinds[codeOf(organization.type, systems.organizationType) ?? ''], 'Organization.type')
  const department = kind === 'DEPARTMENT'
  return {
    id: demand(organization.id, 'Organization.id'),
    kind,
    parentId: idOf(organization.partOf, 'Organization'),
    name: organization.name,
    code: demand(department ? codeOf(organization.type, systems.subject) : identifierOf(organization, systems.institutionCode), 'Organization code'),
    active: organization.active,
    intro: stringOf(organization, extensions.intro),
    phone: organization.telecom?.find(({ system }) => system === 'phone')?.value ?? null,
    address: organization.address?.[0]?.text ?? null,
    geo: location?.position ?? null,
    fenceMetres: location ? integerOf(location, extensions.fenceMetres) : null,
    location: department ? (location?.name ?? null) : null,
    updatedAt: changedAt(organization),
  }
}

const staffRoles = new Set<string>(['DOCTOR', 'NURSE', 'PHARMACIST'] satisfies HisStaffRole[])

/** A page of Practitioner with the PractitionerRole that point to them. */
export function toPractitioners(resources: Resource[]): HisPractitioner[] {
  const roles = Map.groupBy(ofType<PractitionerRole>(resources, 'PractitionerRole'), (role) => idOf(role.practitioner, 'Practitioner'))
  return ofType<Practitioner>(resources, 'Practitioner').map((practitioner) => toPractitioner(practitioner, roles.get(practitioner.id ?? '') ?? []))
}

function toPractitioner(practitioner: Practitioner, roles: PractitionerRole[]): HisPractitioner {
  const role = codeOf(roles[0]?.code, systems.staffRole)
  if (!role || !staffRoles.has(role)) throw new Error('PractitionerRole.code is missing')
  const licence = practitioner.qualification?.[0]
  return {
    id: demand(practitioner.id, 'Practitioner.id'),
    staffNumber: demand(identifierOf(practitioner, systems.staffNumber), 'staff number'),
    name: demand(practitioner.name[0]?.text, 'Practitioner.name'),
    role: role as HisStaffRole,
    title: demand(roles[0]?.code.flatMap(({ coding }) => coding ?? []).find(({ system }) => system === systems.title)?.display, 'title'),
    gender: practitioner.gender === 'male' ? 'MALE' : practitioner.gender === 'female' ? 'FEMALE' : null,
    departmentIds: roles.filter(({ active }) => active).map(({ organization }) => demand(idOf(organization, 'Organization'), 'PractitionerRole.organization')),
    specialties: stringOf(practitioner, extensions.specialties),
    intro: stringOf(practitioner, extensions.intro),
    licence: licence
      ? { number: demand(identifierOf(licence, systems.licence), 'licence'), validFrom: demand(licence.period?.start, 'licence start'), validTo: licence.period?.end ?? null }
      : null,
    active: practitioner.active,
    updatedAt: changedAt(practitioner),
  }
}

const scheduleKinds = new Set<string>(['GENERAL', 'EXPERT', 'DISEASE'] satisfies HisScheduleKind[])
const sessions = new Set<string>(['MORNING', 'AFTERNOON', 'EVENING'] satisfies HisSchedule['session'][])

export function toSchedules(resources: Resource[]): HisSchedule[] {
  const schedules = new Map<string, HisSchedule>()
  for (const resource of ofType<Schedule>(resources, 'Schedule')) schedules.set(resource.id ?? '', toSchedule(resource))
  for (const resource of ofType<Slot>(resources, 'Slot')) {
    const slot = toSlot(resource)
    demand(schedules.get(slot.scheduleId), 'the schedule of a slot').slots.push(slot)
  }
  const found = [...schedules.values()].filter(({ slots }) => slots.length > 0)
  for (const { slots } of found) slots.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
  return found.sort((a, b) => (a.day + a.id < b.day + b.id ? -1 : 1))
}

function toSchedule(schedule: Schedule): HisSchedule {
  const kind = codeOf(schedule.serviceCategory, systems.scheduleKind) ?? ''
  const session = stringOf(schedule, extensions.session) ?? ''
  if (!scheduleKinds.has(kind) || !sessions.has(session)) throw new Error('Schedule kind or session is unknown')
  const [department, institution] = schedule.actor.map((actor) => idOf(actor, 'Organization')).filter((id) => id !== null)
  return {
    id: demand(schedule.id, 'Schedule.id'),
    kind: kind as HisScheduleKind,
    institutionId: demand(institution, 'institution of a schedule'),
    departmentId: demand(department, 'department of a schedule'),
    departmentCode: demand(codeOf(schedule.serviceType, systems.subject), 'Schedule.serviceType'),
    practitionerId: schedule.actor.map((actor) => idOf(actor, 'Practitioner')).find((id) => id !== null) ?? null,
    clinicName: demand(stringOf(schedule, extensions.clinicName), 'clinic name'),
    day: demand(extensionOf(schedule, extensions.day)?.valueDate, 'day'),
    session: session as HisSchedule['session'],
    room: stringOf(schedule, extensions.room) ?? '',
    feeFen: demand(integerOf(schedule, extensions.feeFen), 'fee'),
    stopped: !schedule.active,
    stopReason: stringOf(schedule, extensions.stopReason),
    slots: [],
  }
}

export function toSlot(slot: Slot): HisSlot {
  const whole = (extension: Extension['url']) => demand(integerOf(slot, extension), extension)
  return {
    id: demand(slot.id, 'Slot.id'),
    scheduleId: demand(idOf(slot.schedule, 'Schedule'), 'Slot.schedule'),
    startsAt: new Date(slot.start),
    endsAt: new Date(slot.end),
    capacity: whole(extensions.capacity),
    remaining: whole(extensions.remaining),
    feeFen: whole(extensions.feeFen),
    stopped: slot.status === 'busy-unavailable',
    extra: integerOf(slot, extensions.extra) === 1,
    version: demand(slot.meta?.versionId, 'Slot.meta.versionId'),
    updatedAt: changedAt(slot),
  }
}
