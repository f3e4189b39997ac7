import { ConnectorFailure } from '../failure.ts'
import type { Outbound, OutboundAnswer } from '../outbound.ts'
import type { Bundle, BundleEntry, OperationOutcome, Resource } from './fhir.ts'

export interface FhirClient {
  read<R extends Resource>(type: R['resourceType'], id: string): Promise<R | null>
  search(type: string, query: string): Promise<Bundle>
  /** Follows `next` links to the end. Of whatever type: who asked reads what it asked for. */
  searchAll(type: string, query: string): Promise<Resource[]>
  /** As `searchAll`, with the addresses by which the entries of the Bundle point at each other. */
  searchEntries(type: string, query: string): Promise<BundleEntry[]>
  /** By form body: what is searched for stays out of addresses and their logs. */
  searchByForm(type: string, parameters: Record<string, string>): Promise<Resource[]>
  create<R extends Resource>(resource: R, ifNoneExist: Record<string, string>): Promise<{ resource: R; created: boolean }>
  update<R extends Resource>(resource: R, version: string): Promise<R>
  /** An operation that changes nothing. Null: there is no such thing. */
  ask<R extends Resource>(type: R['resourceType'], path: string): Promise<R | null>
  /** An operation that does something. */
  invoke<R extends Resource>(type: R['resourceType'], path: string, input: Resource): Promise<R>
}

interface FhirCall {
  method: 'GET' | 'POST' | 'PUT'
  path: string
  headers?: Record<string, string>
  body?: string
  readOnly?: boolean
}

const json = 'application/fhir+json'
const form = 'application/x-www-form-urlencoded'

export function createFhirClient(baseUrl: string, token: string, outbound: Outbound): FhirClient {
  async function send({ method, path, headers, body, readOnly }: FhirCall): Promise<OutboundAnswer> {
    const call = `${method} ${path.split(/[?/]/)[0]}`
    const answer = await outbound.send({
      call,
      method,
      url: `${baseUrl}/${path}`,
      headers: { accept: json, authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': json }), ...headers },
      body,
      readOnly,
    })
    if (answer.status >= 400 && answer.status !== 404) throw refusal(call, answer)
    return answer
  }

  async function search(type: string, query: string): Promise<Bundle> {
    return bundle(await send({ method: 'GET', path: `${type}?${query}` }))
  }

  async function searchEntries(type: string, query: string): Promise<BundleEntry[]> {
    const found: BundleEntry[] = []
    const asked = new Set<string>()
    for (let next: string | null = query; next !== null; ) {
      if (asked.has(next)) throw garbage(`GET ${type}: a page leads back to itself`)
      asked.add(next)
      const page: Bundle = await search(type, next)
      found.push(...entries(page))
      next = nextQuery(page)
    }
    return found
  }

  return {
    search,

    async read<R extends Resource>(type: R['resourceType'], id: string) {
      const answer = await send({ method: 'GET', path: `${type}/${encodeURIComponent(id)}` })
      return answer.status === 404 ? null : parse<R>(answer, type)
    },

    searchAll: async (type, query) => resourcesOf(await searchEntries(type, query)),
    searchEntries,

    async searchByForm(type, parameters) {
      const body = new URLSearchParams(parameters).toString()
      return resourcesOf(entries(bundle(await send({ method: 'POST', path: `${type}/_search`, headers: { 'content-type': form }, body, readOnly: true }))))
    },

    async create<R extends Resource>(resource: R, ifNoneExist: Record<string, string>) {
      const headers = { 'if-none-exist': new URLSearchParams(ifNoneExist).toString(), prefer: 'return=representation' }
      const answer = await send({ method: 'POST', path: resource.resourceType, headers, body: JSON.stringify(resource) })
      if (answer.status === 404) throw refusal(`POST ${resource.resourceType}`, answer)
      return { resource: parse<R>(answer, resource.resourceType), created: answer.status === 201 }
    },

    async update<R extends Resource>(resource: R, version: string) {
      const path = `${resource.resourceType}/${encodeURIComponent(resource.id ?? '')}`
      const answer = await send({ method: 'PUT', path, headers: { 'if-match': `W/"${version}"`, prefer: 'return=representation' }, body: JSON.stringify(resource) })
      if (answer.status === 404) throw refusal(`PUT ${resource.resourceType}`, answer)
      return parse<R>(answer, resource.resourceType)
    },

    async ask<R extends Resource>(type: R['resourceType'], path: string) {
      const answer = await send({ method: 'GET', path })
      return answer.status === 404 ? null : parse<R>(answer, type)
    },

    async invoke<R extends Resource>(type: R['resourceType'], path: string, input: Resource) {
      const answer = await send({ method: 'POST', path, body: JSON.stringify(input) })
      if (answer.status === 404) throw refusal(`POST ${path.split(/[?/]/)[0]}`, answer)
      return parse<R>(answer, type)
    },
  }
}

const bundle = (answer: OutboundAnswer) => parse<Bundle>(answer, 'Bundle')
const entries = (page: Bundle): BundleEntry[] => (Array.isArray(page.entry) ? page.entry : []).filter((entry) => typeof entry === 'object' && entry !== null)
const resourcesOf = (found: readonly BundleEntry[]): Resource[] => found.flatMap(({ resource }) => resource ?? [])

/** Only the query of a next link is followed, never its host. */
export function nextQuery(page: Bundle): string | null {
  const url = page.link?.find((link) => link.relation === 'next')?.url
  return url === undefined ? null : url.slice(url.indexOf('?') + 1)
}

function parse<R extends Resource>(answer: OutboundAnswer, type: R['resourceType']): R {
  const resource = tryParse(answer)
  if (resource?.resourceType === 'OperationOutcome' && type !== 'OperationOutcome') throw outcomeInstead(type, resource as OperationOutcome)
  if (resource?.resourceType !== type) throw garbage(`expected a ${type}`)
  return resource as R
}

function tryParse(answer: OutboundAnswer): Resource | null {
  try {
    return JSON.parse(answer.body.toString('utf8')) as Resource
  } catch {
    return null
  }
}

/** An answer that must be readable to go on: what does not fit the profile is garbage, wherever in it that shows. */
export function reading<T>(read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw garbage(`answer does not fit the profile: ${(cause as Error).message}`, cause)
  }
}

export const garbage = (message: string, cause?: unknown) => new ConnectorFailure({ kind: 'GARBAGE', port: 'his', code: 'UNREADABLE', message: `his: ${message}`, cause })

/** It was answered well, but not with what was asked for: what came of it is not known. */
function outcomeInstead(type: string, { issue }: OperationOutcome): ConnectorFailure {
  const first = issue?.[0]
  const said = first?.details?.coding?.[0]?.code ?? first?.code ?? 'no issue'
  return new ConnectorFailure({ kind: 'GARBAGE', port: 'his', code: 'OUTCOME_INSTEAD', message: `his: an OperationOutcome (${said}) instead of a ${type}` })
}

/** 409 and 412: the state moved on. The HIS's own code, where it gives one, says how. */
function refusal(call: string, answer: OutboundAnswer): ConnectorFailure {
  const outcome = tryParse(answer)
  if (outcome?.resourceType !== 'OperationOutcome') return garbage(`${call}: answered ${answer.status} without an OperationOutcome`)
  const issue = (outcome as OperationOutcome).issue?.[0]
  const kind = answer.status === 409 || answer.status === 412 ? 'CONFLICT' : 'REFUSED'
  const code = issue?.details?.coding?.[0]?.code ?? (answer.status === 412 ? 'VERSION_STALE' : (issue?.code ?? `HTTP_${answer.status}`))
  return new ConnectorFailure({ kind, port: 'his', code, message: `his ${call}: ${answer.status} ${code}` })
}
