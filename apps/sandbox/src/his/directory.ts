import type { Location, Organization, Practitioner, PractitionerRole, Resource } from '@hospital/connectors/his/fhir'
import { extensions, systems } from '@hospital/connectors/his/profile'
import { departmentId, departments, institutionId, institutions, type DepartmentSeed, type InstitutionSeed, type Site } from './departments.ts'
import type { StaffSeed } from './staff.ts'

type Stored = Resource & { id: string }

const coded = (system: string, code: string, display: string) => ({ coding: [{ system, code, display }] })

/** Organizations, their places, staff and where each of them works. */
export function makeDirectory(staff: StaffSeed[]): Stored[] {
  const sites = institutions.map(({ site }) => site)
  return [
    ...institutions.flatMap(institutionResources),
    ...sites.flatMap((site) => departments.filter((department) => isAt(department, site)).flatMap((department) => departmentResources(site, department))),
    ...staff.flatMap(staffResources),
  ]
}

export const isAt = (department: DepartmentSeed, site: Site) => site === 'main' || department.branches.includes(site)

function institutionResources(institution: InstitutionSeed): Stored[] {
  const main = institution.site === 'main'
  const id = institutionId(institution.site)
  const organization: Organization & { id: string } = {
    resourceType: 'Organization',
    id,
    identifier: [{ system: systems.institutionCode, value: institution.code }],
    active: true,
    type: [main ? coded(systems.organizationType, 'prov', '医院') : coded(systems.organizationType, 'branch', '院区')],
    name: institution.name,
    telecom: [{ system: 'phone', value: institution.phone }],
    address: [{ text: institution.address }],
    ...(main ? {} : { partOf: { reference: `Organization/${institutionId('main')}` } }),
    extension: [{ url: extensions.intro, valueString: institution.intro }],
  }
  const location: Location & { id: string } = {
    resourceType: 'Location',
    id: `loc-${institution.site}`,
    name: institution.address,
    managingOrganization: { reference: `Organization/${id}` },
    position: { latitude: institution.latitude, longitude: institution.longitude },
    extension: [{ url: extensions.fenceMetres, valueInteger: institution.fenceMetres }],
  }
  return [organization, location]
}

function departmentResources(site: Site, department: DepartmentSeed): Stored[] {
  const id = departmentId(site, department.code)
  const organization: Organization & { id: string } = {
    resourceType: 'Organization',
    id,
    active: true,
    type: [coded(systems.organizationType, 'dept', '科室'), coded(systems.subject, department.code, department.subject)],
    name: department.name,
    partOf: { reference: `Organization/${institutionId(site)}` },
    extension: [{ url: extensions.intro, valueString: `${department.name}诊治范围：${department.focus}。` }],
  }
  const location: Location & { id: string } = {
    resourceType: 'Location',
    id: `loc-${id}`,
    name: placeOf(site, department),
    managingOrganization: { reference: `Organization/${id}` },
  }
  return [organization, location]
}

/** The branches have one outpatient building each. */
export const placeOf = (site: Site, department: DepartmentSeed) => (site === 'main' ? department.building : `综合楼 ${(department.code.charCodeAt(1) % 4) + 1} 层`)

function staffResources(person: StaffSeed): Stored[] {
  const practitioner: Practitioner & { id: string } = {
    resourceType: 'Practitioner',
    id: person.id,
    identifier: [{ system: systems.staffNumber, value: person.staffNumber }],
    active: true,
    name: [{ text: person.name }],
    gender: person.gender,
    qualification: [
      {
        identifier: [{ system: systems.licence, value: person.licenceNumber }],
        code: { text: '执业证书' },
        period: { start: person.licensedFrom },
      },
    ],
    extension: [
      { url: extensions.specialties, valueString: person.specialties },
      { url: extensions.intro, valueString: person.intro },
    ],
  }
  return [practitioner, ...person.departmentIds.map((organization, at) => roleResource(person, organization, at))]
}

const roleResource = (person: StaffSeed, organization: string, at: number): PractitionerRole & { id: string } => ({
  resourceType: 'PractitionerRole',
  id: `${person.id}-role-${at + 1}`,
  active: true,
  practitioner: { reference: `Practitioner/${person.id}` },
  organization: { reference: `Organization/${organization}` },
  code: [coded(systems.staffRole, person.role, person.role), coded(systems.title, person.title, person.title)],
  specialty: [coded(systems.subject, person.department.code, person.department.subject)],
})
