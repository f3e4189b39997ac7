/** The corner of FHIR R4 that this exchange uses, as it travels. */
export interface Extension {
  url: string
  valueInteger?: number
  valueString?: string
  valueInstant?: string
  valueDate?: string
}

export interface Coding {
  system?: string
  code?: string
  display?: string
}

export interface CodeableConcept {
  coding?: Coding[]
  text?: string
}

export interface Identifier {
  system?: string
  value?: string
  period?: { start?: string; end?: string }
}

export interface Reference {
  reference?: string
  display?: string
}

export interface Resource {
  resourceType: string
  id?: string
  meta?: { versionId?: string; lastUpdated?: string }
  extension?: Extension[]
}

export interface Organization extends Resource {
  resourceType: 'Organization'
  identifier?: Identifier[]
  active: boolean
  type: CodeableConcept[]
  name: string
  telecom?: { system: string; value: string }[]
  address?: { text?: string }[]
  partOf?: Reference
}

export interface Location extends Resource {
  resourceType: 'Location'
  name: string
  managingOrganization: Reference
  position?: { latitude: number; longitude: number }
}

export interface Practitioner extends Resource {
  resourceType: 'Practitioner'
  identifier: Identifier[]
  active: boolean
  name: { text: string }[]
  gender?: string
  qualification?: { identifier?: Identifier[]; code: CodeableConcept; period?: { start?: string; end?: string } }[]
}

export interface PractitionerRole extends Resource {
  resourceType: 'PractitionerRole'
  active: boolean
  practitioner: Reference
  organization: Reference
  code: CodeableConcept[]
  specialty?: CodeableConcept[]
}

export interface Schedule extends Resource {
  resourceType: 'Schedule'
  active: boolean
  serviceCategory: CodeableConcept[]
  serviceType: CodeableConcept[]
  actor: Reference[]
  planningHorizon: { start: string; end: string }
}

export interface Slot extends Resource {
  resourceType: 'Slot'
  serviceType: CodeableConcept[]
  schedule: Reference
  status: 'free' | 'busy' | 'busy-tentative' | 'busy-unavailable'
  start: string
  end: string
}

export interface HumanName {
  use?: string
  text?: string
  family?: string
  given?: string[]
}

export interface Patient extends Resource {
  resourceType: 'Patient'
  identifier: Identifier[]
  active?: boolean
  name: HumanName[]
  gender?: string
  birthDate?: string
  telecom?: { system: string; value: string }[]
  address?: { text?: string }[]
  contact?: { relationship?: CodeableConcept[]; name?: { text: string }; telecom?: { system: string; value: string }[]; extension?: Extension[] }[]
}

export interface Appointment extends Resource {
  resourceType: 'Appointment'
  identifier: Identifier[]
  status: 'pending' | 'booked' | 'arrived' | 'fulfilled' | 'cancelled' | 'noshow'
  cancelationReason?: CodeableConcept
  slot: Reference[]
  start?: string
  end?: string
  participant: { actor: Reference; status: string }[]
}

export interface Encounter extends Resource {
  resourceType: 'Encounter'
  status: 'in-progress' | 'finished'
  class: Coding
  subject: Reference
  appointment: Reference[]
  participant: { individual: Reference }[]
  period: { start: string; end?: string }
}

export interface Bundle extends Resource {
  resourceType: 'Bundle'
  type: string
  total?: number
  link?: { relation: string; url: string }[]
  entry?: BundleEntry[]
}

export interface BundleEntry {
  fullUrl?: string
  resource?: Resource
  search?: { mode: string }
}

export interface OperationOutcome extends Resource {
  resourceType: 'OperationOutcome'
  issue: { severity: string; code: string; details?: CodeableConcept; diagnostics?: string; expression?: string[] }[]
}

export const extensionOf = (resource: { extension?: Extension[] }, url: string) => resource.extension?.find((extension) => extension.url === url)

export const integerOf = (resource: { extension?: Extension[] }, url: string) => extensionOf(resource, url)?.valueInteger ?? null
export const stringOf = (resource: { extension?: Extension[] }, url: string) => extensionOf(resource, url)?.valueString ?? null

export const codeOf = (concepts: CodeableConcept[] | undefined, system: string) =>
  concepts?.flatMap((concept) => concept.coding ?? []).find((coding) => coding.system === system)?.code ?? null

export const identifierOf = (resource: { identifier?: Identifier[] }, system: string) =>
  resource.identifier?.find((identifier) => identifier.system === system)?.value ?? null

/** `Patient/p-1` → `p-1`; absolute references are not part of this exchange. */
export const idOf = (reference: Reference | undefined, type: string) => {
  const [kind, id, ...rest] = reference?.reference?.split('/') ?? []
  return kind === type && id && rest.length === 0 ? id : null
}
