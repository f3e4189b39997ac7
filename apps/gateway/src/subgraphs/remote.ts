import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Kind, valueFromASTUntyped, type ExecutionResult } from 'graphql'
import type { Logger } from 'pino'
import { signViewer } from '@hospital/access/token'
import { service, type Viewer } from '@hospital/access/viewer'
import { newId } from '@hospital/database/identifier'
import type { RequestFacts, SessionView } from '@hospital/subgraph/definition'
import { carrier } from '@hospital/telemetry/tracing'
import { Refusal } from '@hospital/subgraph/refusal'
import { mountRoutes } from '@hospital/subgraph/routes'
import { rememberOperations } from './operations.ts'
import { openPeers, type Peers } from './peers.ts'
import { joinAsked } from './joined.ts'
import { openRemoteStream } from './remote-stream.ts'
import type { Operation, Subgraphs } from './subgraphs.ts'

export interface RemoteOptions {
  /** Subgraph → the /graphql of each of its replicas. */
  urls: Record<string, string | string[]>
  /** Signs who asks. Without it the subgraphs are somebody else's, and are asked by nobody. */
  viewerKey?: string
  log: Logger
}

/** Stands in the body of a mutation; inside a value its quotation marks would be escaped. */
const CHANGES = '"query":"mutation'

/** Which subgraph hears which outside party. */
const CALLBACKS: Record<string, string> = { wechatpay: 'finance', alipay: 'finance', unionpay: 'finance', insurance: 'finance', his: 'clinical', wechat: 'platform', sms: 'patients' }

/** Subgraphs in processes of their own. */
export function openRemote({ urls, viewerKey, log }: RemoteOptions): Subgraphs {
  const peers = new Map(Object.entries(urls).map(([name, url]) => [name, openPeers(name, [url].flat(), viewerKey ? ownHeaders : undefined)]))
  const parsed = rememberOperations()
  const signatures = rememberSignatures((viewer) => signViewer(viewerKey!, viewer))

  function peersOf(name: string): Peers {
    const peer = peers.get(name)
    if (!peer) throw new Error(`The supergraph names a subgraph without an address: ${name}`)
    return peer
  }

  async function headersOf(facts: RequestFacts): Promise<Record<string, string>> {
    return {
      'x-request-id': facts.requestId, ...carrier(),
      ...(viewerKey && { 'x-viewer': await signatures(facts.viewer) }),
      ...(facts.origin.ip && { 'x-forwarded-for': facts.origin.ip }),
      ...(facts.origin.userAgent && { 'user-agent': facts.origin.userAgent }),
    }
  }

  /** The gateway itself asks. */
  function ownHeaders(): Promise<Record<string, string>> {
    return headersOf({ viewer: service('gateway'), requestId: newId(), origin: { ip: null, userAgent: null } })
  }

  /** graphql-jit does not know a variable's default where the variable is absent. */
  function withDefaults({ query, variables, operationName }: Operation): Operation {
    const filled = { ...variables }
    for (const definition of parsed(query).definitions) {
      if (definition.kind !== Kind.OPERATION_DEFINITION) continue
      for (const { variable, defaultValue } of definition.variableDefinitions ?? []) {
        if (defaultValue && !(variable.name.value in filled)) filled[variable.name.value] = valueFromASTUntyped(defaultValue)
      }
    }
    return { query, variables: filled, operationName }
  }

  async function send(name: string, body: string, facts: RequestFacts): Promise<ExecutionResult | ExecutionResult[]> {
    const reads = !body.includes(CHANGES)
    try {
      const { text, viewerChanged } = await peersOf(name).ask({ headers: await headersOf(facts), body, reads })
      if (viewerChanged) facts.viewerChanged?.()
      return JSON.parse(text) as ExecutionResult | ExecutionResult[]
    } catch (error) {
      // What a change came to before it broke is not known.
      if (!reads) facts.viewerChanged?.()
      log.error({ err: error, subgraph: name, requestId: facts.requestId }, 'subgraph not reached')
      return { data: null, errors: [new Refusal('SERVICE_UNAVAILABLE')] }
    }
  }

  const ask = viewerKey ? joinAsked(send) : async (name: string, body: string, facts: RequestFacts) => (await send(name, body, facts)) as ExecutionResult

  return {
    execute: (name, operation, facts) => ask(name, JSON.stringify(withDefaults(operation)), facts),
    prepare(name, { query, operationName }) {
      const head = `${JSON.stringify({ query, operationName }).slice(0, -1)},"variables":`
      // Their defaults are there already: what is ready has its variables coerced.
      return (variables, facts) => ask(name, `${head}${JSON.stringify(variables)}}`, facts)
    },
    async subscribe(name, operation, factsOf) {
      const headers = await headersOf(await factsOf())
      const body = JSON.stringify(withDefaults(operation))
      return openRemoteStream((watcher) => peersOf(name).watch(headers, body, watcher))
    },
    async viewerOf({ realm, sessionId }) {
      const headers = { ...await ownHeaders(), 'content-type': 'application/json' }
      const { statusCode, body } = await peersOf(realm).request({ path: '/internal/session', method: 'POST', headers, body: JSON.stringify({ sessionId }) })
      const text = await body.text()
      if (statusCode === 404) return undefined
      if (statusCode !== 200) throw new Error(`${realm} answered ${statusCode} about a session`)
      const view = JSON.parse(text) as SessionView
      return { ...view, expiresAt: new Date(view.expiresAt) }
    },
    mount: (app) => mountRoutes(app, async (scope) => proxyCallbacks(scope, (party) => peers.get(CALLBACKS[party] ?? ''), () => peers.get('platform'))),
    async ready() {
      await Promise.all([...peers].map(async ([name, some]) => {
        const { statusCode, body } = await some.request({ path: '/ready', method: 'GET' })
        await body.dump()
        if (statusCode !== 200) throw new Error(`${name} is not ready`)
      }))
    },
    async close() {
      await Promise.all([...peers.values()].map((some) => some.close()))
    },
  }
}

/** Of the minute for which a signed viewer is good. */
const SIGNATURE_MS = 20_000

/** Signs a viewer once for all requests of some seconds: who a session is stays the same object until it changes. */
function rememberSignatures(sign: (viewer: Viewer) => Promise<string>): (viewer: Viewer) => Promise<string> {
  const known = new WeakMap<Viewer, { signed: Promise<string>; until: number }>()
  return (viewer) => {
    const found = known.get(viewer)
    if (found && found.until > Date.now()) return found.signed
    const signed = sign(viewer)
    known.set(viewer, { signed, until: Date.now() + SIGNATURE_MS })
    return signed
  }
}

/** Hands a callback on as it came, byte for byte, and its answer back. */
function proxyCallbacks(app: FastifyInstance, peersOf: (party: string) => Peers | undefined, platform: () => Peers | undefined): void {
  const handler = async (request: FastifyRequest<{ Params: { party?: string } }>, reply: import('fastify').FastifyReply) => {
    const { party } = request.params
    const peers = party === undefined ? platform() : peersOf(party)
    if (!peers) return reply.code(404).send()
    const { host: _host, connection: _connection, 'transfer-encoding': _encoding, ...headers } = request.headers
    const answer = await peers.request({ path: request.url, method: request.method as 'POST', headers, body: request.body as Buffer | undefined })
    for (const name of ['content-type', 'cache-control', 'pragma', 'www-authenticate', 'location', 'content-security-policy', 'referrer-policy']) if (answer.headers[name]) void reply.header(name, answer.headers[name])
    return reply.code(answer.statusCode).send(Buffer.from(await answer.body.arrayBuffer()))
  }
  app.post('/oauth/token', handler as never)
  app.all('/callbacks/:party', handler as never)
  app.all('/callbacks/:party/*', handler as never)
}
