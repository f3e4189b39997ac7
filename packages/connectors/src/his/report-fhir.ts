import type { CodeableConcept, Extension, Reference, Resource } from './fhir.ts'

/** The resources of results, as they travel. Everything may be absent: other systems write them too. */
export interface DiagnosticReport extends Resource {
  resourceType: 'DiagnosticReport'
  status?: string
  category?: CodeableConcept[]
  code?: CodeableConcept
  subject?: Reference
  encounter?: Reference
  effectiveDateTime?: string
  effectiveInstant?: string
  effectivePeriod?: { start?: string; end?: string }
  issued?: string
  performer?: Reference[]
  resultsInterpreter?: Reference[]
  specimen?: Reference[]
  result?: Reference[]
  imagingStudy?: Reference[]
  conclusion?: string
  conclusionCode?: CodeableConcept[]
  presentedForm?: { contentType?: string; url?: string }[]
  contained?: Resource[]
}

export interface Quantity {
  value?: number
  comparator?: string
  unit?: string
  code?: string
}

export interface ReferenceRange {
  low?: Quantity
  high?: Quantity
  type?: CodeableConcept
  appliesTo?: CodeableConcept[]
  age?: { low?: Quantity; high?: Quantity }
  text?: string
}

/** What was measured, of an observation and of a component of one alike. */
export interface ObservationValue {
  valueQuantity?: Quantity
  valueString?: string
  valueCodeableConcept?: CodeableConcept
  valueInteger?: number
  valueRatio?: { numerator?: Quantity; denominator?: Quantity }
  valueRange?: { low?: Quantity; high?: Quantity }
  valueBoolean?: boolean
  valueDateTime?: string
  valueTime?: string
  interpretation?: CodeableConcept[]
  referenceRange?: ReferenceRange[]
  dataAbsentReason?: CodeableConcept
}

export interface Observation extends Resource, ObservationValue {
  resourceType: 'Observation'
  status?: string
  code?: CodeableConcept
  component?: (ObservationValue & { code?: CodeableConcept })[]
  hasMember?: Reference[]
  contained?: Resource[]
  subject?: Reference
}

export interface Specimen extends Resource {
  resourceType: 'Specimen'
  type?: CodeableConcept
  collection?: { collectedDateTime?: string }
}

export interface ImagingStudy extends Resource {
  resourceType: 'ImagingStudy'
  numberOfInstances?: number
  numberOfSeries?: number
}

export interface Binary extends Resource {
  resourceType: 'Binary'
  contentType?: string
  data?: string
}

/** What the laboratory writes of an item beside the standard: its short name. */
export const shortNameOf = (code: CodeableConcept | undefined, url: string): string | null =>
  (code as { extension?: Extension[] } | undefined)?.extension?.find((one) => one.url === url)?.valueString ?? null
