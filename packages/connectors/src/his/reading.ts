import type { CodeableConcept, Reference, Resource } from './fhir.ts'

/** Why something of the HIS is not taken over. Logs, sync reports and tests know it by this name. */
export type HisProblem =
  | 'ID_MISSING' | 'ELEMENT_MISSING' | 'NAME_MISSING' | 'PATIENT_MISSING' | 'RESULT_MISSING'
  | 'STATUS_UNKNOWN' | 'CATEGORY_UNKNOWN' | 'CODE_UNKNOWN'
  | 'REFERENCE_UNREADABLE' | 'DATE_UNREADABLE' | 'VALUE_UNREADABLE' | 'AMOUNT_UNREADABLE' | 'SUMS_DIFFER'
  | 'OUTCOME_INSTEAD' | 'MALFORMED'

/** A resource that was not taken over: which one, where in it, and why. Never what it says. */
export interface HisRefused {
  resource: string
  id: string
  /** As FHIR writes it: `Observation.valueQuantity.comparator`. */
  element: string
  problem: HisProblem
}

/** Is told of each resource that was not taken over. */
export type OnRefused = (refused: HisRefused) => void

export class Unreadable extends Error {
  constructor(readonly problem: HisProblem, readonly element: string) {
    super(`${element}: ${problem}`)
  }
}

/** Reads one resource. Refuses by `Unreadable`; what breaks in another way is malformed somewhere. */
export function readOne<R extends Resource, T>(resource: R, read: (resource: R) => T): T | HisRefused {
  try {
    return read(resource)
  } catch (error) {
    const { problem, element } = error instanceof Unreadable ? error : { problem: 'MALFORMED' as const, element: resource.resourceType }
    return { resource: resource.resourceType, id: typeof resource.id === 'string' ? resource.id : '', element, problem }
  }
}

export const isRefused = (read: unknown): read is HisRefused => typeof read === 'object' && read !== null && 'problem' in read && 'element' in read

/** Reads all of a kind, each by itself: one that cannot be read never stops the others. `undefined` leaves one out without a word. */
export function readEach<R extends Resource, T>(resources: readonly Resource[], type: R['resourceType'], read: (resource: R) => T | undefined, onRefused: OnRefused): T[] {
  return ofType<R>(resources, type).flatMap((resource) => {
    const found = readOne(resource, read)
    if (!isRefused(found)) return found === undefined ? [] : [found]
    onRefused(found)
    return []
  })
}

/** Of a page: what has the type asked for. An OperationOutcome among the entries, or an entry without a resource, is none of them. */
export const ofType = <R extends Resource>(resources: readonly (Resource | undefined)[], type: R['resourceType']): R[] => resources.filter((one): one is R => one?.resourceType === type)

/** Refuses what is absent or empty. */
export function demand<T>(value: T | null | undefined, element: string, problem: HisProblem = 'ELEMENT_MISSING'): T {
  if (value === null || value === undefined || value === '') throw new Unreadable(problem, element)
  return value
}

export const idOfResource = (resource: Resource): string => demand(resource.id, `${resource.resourceType}.id`, 'ID_MISSING')

export const versionOf = (resource: Resource): string => demand(resource.meta?.versionId ?? resource.meta?.lastUpdated, `${resource.resourceType}.meta.versionId`)

export const updatedAtOf = (resource: Resource): Date => instantOf(resource.meta?.lastUpdated, `${resource.resourceType}.meta.lastUpdated`)

/** One of the known codes. */
export const known = <T>(table: Record<string, T>, code: string | undefined | null, element: string, problem: HisProblem = 'STATUS_UNKNOWN'): T => demand(Object.hasOwn(table, code ?? '') ? table[code ?? ''] : null, element, problem)

const INSTANT = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/

/** A day alone is its beginning in Shanghai; a time without a zone is Shanghai's, as older systems write it. Null where it is neither. */
export function instantOrNull(text: unknown): Date | null {
  const match = typeof text === 'string' ? INSTANT.exec(text) : null
  if (!match) return null
  const [, year, month, day, time = '00:00:00', zone = '+08:00'] = match
  if (!isDay(Number(year), Number(month), Number(day))) return null
  const instant = new Date(`${year}-${month}-${day}T${time.length === 5 ? `${time}:00` : time}${zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone}`)
  return Number.isNaN(instant.getTime()) ? null : instant
}

/** The engine would take the 30th of February for the 2nd of March. */
const isDay = (year: number, month: number, day: number): boolean => day >= 1 && month >= 1 && month <= 12 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()

export const instantOf = (text: unknown, element: string): Date => demand(instantOrNull(demand(text, element)), element, 'DATE_UNREADABLE')

/** The hospital's day of an instant; a day alone is that day. */
export const dayOf = (text: unknown, element: string): string => new Date(instantOf(text, element).getTime() + 8 * 3_600_000).toISOString().slice(0, 10)

/** A day that is written as one: nothing is made up for a year or a month alone. */
export function wholeDayOf(text: unknown, element: string): string {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text) || !instantOrNull(text)) throw new Unreadable(text === undefined ? 'ELEMENT_MISSING' : 'DATE_UNREADABLE', element)
  return text
}

/** The number of a quantity; null where there is none. Refuses what stands in a number's place and is none. */
export function numberOf(quantity: { value?: unknown } | undefined, element: string): number | null {
  if (quantity?.value === undefined || quantity.value === null) return null
  if (typeof quantity.value !== 'number' || !Number.isFinite(quantity.value)) throw new Unreadable('VALUE_UNREADABLE', element)
  return quantity.value
}

/** The word of a concept as people read it, else its code. */
export const wordOf = (concept: CodeableConcept | undefined): string | null =>
  concept?.text?.trim() || concept?.coding?.map(({ display }) => display?.trim()).find((word) => word) || concept?.coding?.map(({ code }) => code).find((code) => code) || null

/** What a Bundle brought, by how its entries may be pointed at. */
export type Known = ReadonlyMap<string, Resource>

const NONE: Known = new Map()

const plainId = (reference: string, type: string): string | null => new RegExp(`(?:^|/)${type}/([A-Za-z0-9.-]{1,64})(?:/_history/[^/]+)?$`).exec(reference)?.[1] ?? null

/** `Type/id`, `https://his/fhir/Type/id/_history/2`, `urn:uuid:…` or `#contained`, where the Bundle or its holder has it. */
export function follow<R extends Resource>(reference: Reference | undefined, type: R['resourceType'], within: Known, holder?: Resource & { contained?: Resource[] }): R | null {
  const target = reference?.reference
  if (!target) return null
  const found = target.startsWith('#') ? holder?.contained?.find(({ id }) => `#${id?.replace(/^#/, '')}` === target) : (within.get(target) ?? within.get(`${type}/${plainId(target, type)}`))
  return found?.resourceType === type ? (found as R) : null
}

/** The id behind a reference, also where it leads through an entry of the Bundle; null where it leads to nothing of that type. */
export const idBehind = (reference: Reference | undefined, type: string, within: Known = NONE, holder?: Resource & { contained?: Resource[] }): string | null =>
  (reference?.reference ? plainId(reference.reference, type) : null) ?? follow(reference, type, within, reference?.reference?.startsWith('#') ? holder : undefined)?.id ?? null

/** Refuses a reference that is absent, or that leads to nothing. */
export const demandId = (reference: Reference | undefined, type: string, element: string, within: Known = NONE): string =>
  demand(demand(reference?.reference, element) && idBehind(reference, type, within), element, 'REFERENCE_UNREADABLE')

export function indexed(entries: readonly { fullUrl?: string; resource?: Resource }[]): Known {
  const found = new Map<string, Resource>()
  for (const { fullUrl, resource } of entries) {
    if (!resource) continue
    if (fullUrl) found.set(fullUrl, resource)
    if (resource.id) found.set(`${resource.resourceType}/${resource.id}`, resource)
  }
  return found
}
