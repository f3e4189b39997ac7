import type { FastifyPluginAsync } from 'fastify'
import type { GraphQLSchema } from 'graphql'
import { service, type Viewer } from '@hospital/access/viewer'
import { connect, type Database } from '@hospital/database/connect'
import { roleUrl } from '@hospital/database/roles'
import { deliveryTask, KEPT, SUBSCRIBERS, type EventName, type SubgraphName } from '@hospital/events/catalogue'
import { startDrain } from '@hospital/events/drain'
import { newId } from '@hospital/database/identifier'
import { announceOnce, type Announcements } from './announcing.ts'
import type { Context, HouseTables, Origin } from './context.ts'
import type { Installation } from './installation.ts'
import { rootPermissions } from './permission.ts'
import { withRequest } from './log.ts'
import { reaction, type Reaction } from './reaction.ts'
import { reseal, type PersonalColumns } from './reseal.ts'
import { buildFederatedSchema, type SchemaParts } from './schema.ts'

/** What a request says of itself; the gateway has verified it. */
export interface RequestFacts {
  viewer: Viewer
  requestId: string
  origin: Origin
  /** Aborted when the operation's time is over. */
  signal?: AbortSignal
  /** Called when the request's own work has changed who its session is, before that work is answered. */
  viewerChanged?(): void
}

/** Header of an answer whose work has changed who the asking session is. */
export const VIEWER_CHANGED = 'x-viewer-changed'

export interface SessionView {
  viewer: Viewer
  /** The session's own end, however often it is refreshed. */
  expiresAt: Date
}

/** All that a subgraph is, before anything is opened: its schema can be built from this alone. */
export interface SubgraphDefinition<C extends Context> extends SchemaParts<C> {
  name: SubgraphName
  tables: HouseTables
  /** What the context has beyond the house's own: this subgraph's ports. */
  ports(installation: Installation, db: Database): Omit<C, keyof Context>
  /** Reactions to events; each runs in a transaction, once an event. */
  reactions: { [E in EventName]?: Reaction<C, E> }
  /** Jobs of this subgraph by short name, called outside a transaction. At least once, so idempotent. */
  tasks: Record<string, (ctx: C, payload: never) => Promise<void>>
  /** What there is of its things, for subscribers that began to listen later. */
  announces?: Announcements<C>
  /** Jobs by the clock, `minute hour day month weekday` in UTC. */
  crontab?: Record<string, string>
  /** Every column that holds personal data. */
  personal?: readonly PersonalColumns[]
  /** Who a session is, for the realms that sign people in. */
  viewerOf?(ctx: C, sessionId: string): Promise<SessionView | undefined>
  /** Plain HTTP of this subgraph: callbacks of outside systems. */
  routes?(contextFor: (facts: RequestFacts) => C): FastifyPluginAsync
}

/** A subgraph, opened: a schema to call, jobs to run, routes to mount. */
export interface Subgraph {
  name: SubgraphName
  schema: GraphQLSchema
  sdl: string
  permissions: ReadonlyMap<string, readonly string[]>
  contextFor(facts: RequestFacts): Context
  /** Job name → what does it. */
  jobs: Record<string, (payload: unknown) => Promise<void>>
  crontab: string[]
  viewerOf?(sessionId: string): Promise<SessionView | undefined>
  routes?: FastifyPluginAsync
  close(): Promise<void>
}

/** Opens a subgraph on an installation; refuses a root field without a permission and an event without its reaction. */
export async function openSubgraph<C extends Context>(definition: SubgraphDefinition<C>, installation: Installation): Promise<Subgraph> {
  const { name } = definition
  const permissions = rootPermissions(definition.resolvers)
  requireReactions(definition)
  requireAnnouncements(definition)
  const { schema, sdl } = await buildFederatedSchema(definition)
  const { databaseUrl, keys, clock, log, wakes } = installation
  const connection = connect(roleUrl(databaseUrl, keys.databasePassword, name), { name })
  const own = log.child({ subgraph: name })
  const drain = startDrain(connection.sql, name, (error) => own.error({ err: error }, 'outbox'))
  const house = { subgraph: name, db: connection.db, now: () => clock.now(), clock, keys, wakes, drain, tables: definition.tables, ...definition.ports(installation, connection.db) }
  // a logger of the request's own is made by those who log
  const contextFor = (facts: RequestFacts) => ({ ...house, ...facts, get log() { return withRequest(own, facts.requestId) } }) as unknown as C
  const inside = () => contextFor({ viewer: service(name), requestId: newId(), origin: { ip: null, userAgent: null } })
  return {
    name, schema, sdl, permissions, contextFor,
    jobs: jobsOf(definition, inside),
    crontab: Object.entries(crontabOf(definition)).map(([task, times]) => `${times} ${cronName(name, task)}`),
    ...(definition.viewerOf && { viewerOf: (sessionId: string) => definition.viewerOf!(inside(), sessionId) }),
    ...(definition.routes && { routes: definition.routes(contextFor) }),
    async close() {
      await drain.stop()
      await connection.close()
    },
  }
}

/** What a key rotation left behind, or what a process of before wrote meanwhile, is brought under the active key by night. */
const crontabOf = <C extends Context>({ crontab, personal, announces }: SubgraphDefinition<C>) => ({ ...crontab, ...(keepsKeys(personal) && { reseal: '11 19 * * *' }), ...(announces && { announceOnce: '* * * * *' }) })

const keepsKeys = (personal: readonly PersonalColumns[] = []) => personal.some(({ sealed, indexes }) => sealed || indexes)

/** A crontab takes no dot in a job's name. */
const cronName = (name: string, task: string) => `${name}_${task}`

function jobsOf<C extends Context>(definition: SubgraphDefinition<C>, inside: () => C): Subgraph['jobs'] {
  const { name, reactions, personal, announces } = definition
  const crontab = crontabOf(definition)
  const tasks: typeof definition.tasks = { ...definition.tasks, ...(personal && keepsKeys(personal) && { reseal: async (ctx: C) => void (await reseal(ctx, personal)) }), ...(announces && { announceOnce: (ctx: C) => announceOnce(ctx, announces) }) }
  const jobs: Subgraph['jobs'] = {}
  for (const [task, work] of Object.entries(tasks)) {
    jobs[`${name}.${task}`] = (payload) => work(inside(), payload as never)
    if (task in crontab) jobs[cronName(name, task)] = jobs[`${name}.${task}`]!
  }
  for (const [event, react] of Object.entries(reactions)) jobs[deliveryTask(name, event as EventName)] = reaction(inside, react as never)
  return jobs
}

function requireReactions<C extends Context>({ name, reactions }: SubgraphDefinition<C>) {
  const due = (Object.keys(SUBSCRIBERS) as EventName[]).filter((event) => (SUBSCRIBERS[event] as readonly string[]).includes(name))
  const missing = due.filter((event) => !reactions[event])
  const unsubscribed = Object.keys(reactions).filter((event) => !due.includes(event as EventName))
  if (missing.length || unsubscribed.length) throw new Error(`${name}: events without a reaction: ${missing.join(', ') || '–'}; reactions without a subscription: ${unsubscribed.join(', ') || '–'}`)
}

/** What is announced is kept by somebody, by the event that they listen to. */
function requireAnnouncements<C extends Context>({ name, announces = {} }: SubgraphDefinition<C>) {
  for (const event of Object.keys(announces) as EventName[]) {
    const deaf = Object.keys(KEPT[event] ?? {}).filter((subscriber) => !(SUBSCRIBERS[event] as readonly string[]).includes(subscriber))
    if (!KEPT[event] || deaf.length) throw new Error(`${name}: ${event} is announced to nobody, or to who does not listen: ${deaf.join(', ') || '–'}`)
  }
}
