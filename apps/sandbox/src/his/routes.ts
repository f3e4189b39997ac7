import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Task } from '@hospital/connectors/his/board'
import type { PaymentNotice } from '@hospital/connectors/his/billing.fhir'
import type { Appointment, Bundle, Encounter, Patient, Resource } from '@hospital/connectors/his/fhir'
import type { BillTricks } from '../bill-tricks.ts'
import { lock, move, releaseExpiredLocks, type Hospital } from './appointments.ts'
import type { CardAccounts } from './card-accounts.ts'
import { cardRoutes } from './card-routes.ts'
import { asTheFeedHasIt, type FeedTrick } from './board-feed.ts'
import type { BoardNotices } from './board-notices.ts'
import { moveTask } from './board.ts'
import { capabilityStatement } from './capability.ts'
import { closeEncounter, openEncounter } from './encounters.ts'
import { searchParameters } from './index-parameters.ts'
import { moneyRoutes } from './money-routes.ts'
import { takePayment } from './notices.ts'
import { HisError, malformed, notFound, notSupported, refused } from './outcome.ts'
import { register } from './patients.ts'
import type { Rota } from './schedules.ts'
import { search } from './search.ts'
import { chargeDueDays } from './stays.ts'
import { validate } from './validation.ts'

export interface HisRoutesOptions {
  hospital: Hospital
  rota: Rota
  cards: CardAccounts
  bills: BillTricks
  boardNotices: BoardNotices
  token: string
}

const mime = 'application/fhir+json; charset=utf-8'

const creators: Record<string, (hospital: Hospital, resource: never) => Resource> = {
  Patient: (hospital, patient: Patient) => register(hospital, patient),
  Appointment: (hospital, appointment: Appointment) => lock(hospital, appointment),
  Encounter: (hospital, encounter: Encounter) => openEncounter(hospital, encounter),
  PaymentNotice: (hospital, notice: PaymentNotice) => takePayment(hospital, notice),
}

const updaters: Record<string, (hospital: Hospital, current: never, asked: never) => Resource> = {
  Patient: ({ store }, current: Patient, asked: Patient) => store.put<Patient>({ ...asked, id: current.id!, identifier: current.identifier }),
  Appointment: (hospital, current: Appointment, asked: Appointment) => move(hospital, current, asked),
  Encounter: (hospital, current: Encounter, asked: Encounter) => closeEncounter(hospital, current, asked),
  Task: (hospital, current: Task, asked: Task) => moveTask(hospital, current, asked),
}

/** The HIS: FHIR R4 over `/his/fhir`. */
export async function hisRoutes(app: FastifyInstance, { hospital, rota, cards, bills, boardNotices, token }: HisRoutesOptions) {
  const { database, store } = hospital

  app.addHook('onRequest', async (request) => {
    if (!request.url.endsWith('/metadata') && request.headers.authorization !== `Bearer ${token}`) {
      throw new HisError(401, [{ severity: 'error', code: 'login', diagnostics: 'A bearer token is required' }])
    }
    rota.extend()
    releaseExpiredLocks(hospital)
    chargeDueDays(hospital)
  })
  app.setErrorHandler((error, _request, reply) => sendError(error, reply))
  app.setNotFoundHandler((_request, reply) => sendError(notSupported('No such interaction'), reply))

  app.get('/metadata', (_request, reply) => reply.type(mime).send(JSON.stringify(capabilityStatement(new Date(hospital.clock.now())))))

  await app.register(cardRoutes, { cards })
  await app.register(moneyRoutes, { hospital, bills })

  const answerSearch = (request: FastifyRequest, reply: FastifyReply, type: string, query: URLSearchParams) =>
    reply.type(mime).send(asked(type, search(database, knownType(type), query, `${request.protocol}://${request.host}/his/fhir/${type}`)))

  const movesOnBoards = () => database.setting('his.board.sequence')
  const former = new Map<string, Resource>()
  /** News of the calling system travel as its levers have it. */
  function asked(type: string, answer: string): string {
    if (type !== 'Task') return answer
    const told = asTheFeedHasIt(answer, (database.setting('his.board.trick') as FeedTrick | undefined) ?? 'none', former)
    for (const { resource } of (JSON.parse(answer) as Bundle).entry ?? []) if (resource?.id) former.set(resource.id, resource)
    return told
  }

  app.get<{ Params: { type: string } }>('/:type', (request, reply) => answerSearch(request, reply, request.params.type, queryOf(request.url)))
  app.post<{ Params: { type: string } }>('/:type/_search', (request, reply) =>
    answerSearch(request, reply, request.params.type, new URLSearchParams((request.body as Buffer).toString('utf8'))),
  )

  app.get<{ Params: { type: string; id: string } }>('/:type/:id', (request, reply) => {
    const { type, id } = request.params
    const found = store.findText(knownType(type), id)
    if (!found) throw notFound(type)
    return answer(reply, 200, found.version, found.updatedAt).send(found.json)
  })

  app.post<{ Params: { type: string } }>('/:type', (request, reply) => {
    const { type } = request.params
    const create = creators[type]
    if (!create) throw notSupported(`${type} cannot be created`)
    const resource = readResource(request, type)
    return database.transaction(() => {
      const existing = findExisting(type, request.headers['if-none-exist'])
      const stored = existing ?? create(hospital, resource as never)
      return answerResource(reply, existing ? 200 : 201, stored)
    })
  })

  app.put<{ Params: { type: string; id: string } }>('/:type/:id', (request, reply) => {
    const { type, id } = request.params
    const update = updaters[type]
    if (!update) throw notSupported(`${type} cannot be changed`)
    const resource = readResource(request, type)
    if (resource.id !== id) throw malformed('The id of the resource is not that of the address')
    return database.transaction(() => {
      const current = store.find(type, id)
      if (!current) throw notFound(type)
      demandVersion(request.headers['if-match'], current)
      const before = movesOnBoards()
      const updated = update(hospital, current as never, resource as never)
      if (movesOnBoards() !== before) boardNotices.send()
      return answerResource(reply, 200, updated)
    })
  })

  function findExisting(type: string, ifNoneExist: string | string[] | undefined): Resource | null {
    if (typeof ifNoneExist !== 'string') return null
    const bundle = JSON.parse(search(database, type, new URLSearchParams(ifNoneExist), '')) as { entry: { resource: Resource }[] }
    if (bundle.entry.length > 1) throw refused(412, 'VERSION_STALE', 'If-None-Exist matches several')
    return bundle.entry[0]?.resource ?? null
  }
}

const queryOf = (url: string) => new URLSearchParams(url.includes('?') ? url.slice(url.indexOf('?') + 1) : '')

function knownType(type: string): string {
  if (!searchParameters[type]) throw notSupported(`${type} is not kept here`)
  return type
}

function readResource(request: FastifyRequest, type: string): Resource {
  if (!/^application\/(fhir\+)?json\b/.test(request.headers['content-type'] ?? '')) throw malformed('application/fhir+json is required')
  let resource: Resource
  try {
    resource = JSON.parse((request.body as Buffer).toString('utf8')) as Resource
  } catch {
    throw malformed('The body is not JSON')
  }
  if (resource?.resourceType !== type) throw malformed(`A ${type} is required`)
  validate(resource)
  return resource
}

function demandVersion(ifMatch: string | undefined, current: Resource) {
  if (!ifMatch) throw malformed('If-Match is required')
  if (ifMatch !== `W/"${current.meta?.versionId}"`) throw refused(412, 'VERSION_STALE', `The version is ${current.meta?.versionId}`)
}

const answer = (reply: FastifyReply, status: number, version: number | string, updatedAt: string) =>
  reply.code(status).type(mime).header('etag', `W/"${version}"`).header('last-modified', new Date(updatedAt).toUTCString())

function answerResource(reply: FastifyReply, status: number, resource: Resource) {
  if (status === 201) reply.header('location', `${resource.resourceType}/${resource.id}/_history/${resource.meta?.versionId}`)
  return answer(reply, status, resource.meta?.versionId ?? '1', resource.meta?.lastUpdated ?? '').send(JSON.stringify(resource))
}

function sendError(error: unknown, reply: FastifyReply) {
  if (error instanceof HisError) return reply.code(error.status).type(mime).send(JSON.stringify(error.outcome))
  const status = (error as { statusCode?: number }).statusCode ?? 500
  const outcome = new HisError(status, [{ severity: 'fatal', code: 'exception', diagnostics: status < 500 ? (error as Error).message : 'The HIS failed' }])
  return reply.code(status).type(mime).send(JSON.stringify(outcome.outcome))
}
