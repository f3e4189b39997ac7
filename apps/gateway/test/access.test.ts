import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { buildSchema, type GraphQLField, type GraphQLObjectType } from 'graphql'
import { createClient } from 'graphql-ws'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { signAccessToken, signViewer } from '@hospital/access/token'
import { service, type Viewer } from '@hospital/access/viewer'
import { newId } from '@hospital/database/identifier'
import { ABOUT_THE_HOUSE, argumentsOf, entityArguments } from './access/arguments.ts'
import { gatherCast, ROLES, STRANGERS, type Actor, type Role } from './access/cast.ts'
import { askEntity, askStream, ask, entityFields, fieldBody, leavesOf, type Asked, type Decision } from './access/decisions.ts'
import { leastArguments, rootOperation } from './access/operations.ts'
import { tellStory, type Story } from './access/story.ts'
import { openTestHospital, type TestHospital } from './hospital.ts'
import { SUBGRAPHS } from '../src/subgraphs/list.ts'

const schemaFile = (name: string) => fileURLToPath(new URL(`../../../schema/${name}`, import.meta.url))
const api = buildSchema(readFileSync(schemaFile('api.graphql'), 'utf8'))

let hospital: TestHospital
let story: Story
let cast: Actor[]
beforeAll(async () => {
  hospital = await openTestHospital({ shape: 'distributed' })
  story = await tellStory(hospital)
  cast = await gatherCast(hospital, story)
}, 600_000)
afterAll(async () => { await hospital?.close() })

type Row = { name: string; decisions: Map<Role, Decision> }
const rows: Record<'Query' | 'Mutation' | 'Subscription' | 'entities', Row[]> = { Query: [], Mutation: [], Subscription: [], entities: [] }
/** Answers that tell a foreign row from one that is not there. */
const telling: string[] = []
/** Questions that got no answer which decides anything. */
const broken: string[] = []

async function decide(section: keyof typeof rows, name: string, askAs: (actor: Actor) => Promise<Asked | Decision>): Promise<void> {
  const decisions = new Map<Role, Decision>()
  const asking = (actor: Actor) => Promise.resolve(askAs(actor)).catch((error: Error) => { broken.push(error.message); return undefined })
  const actors = cast.filter(({ client }) => section === 'entities' || client)
  // Who only reads may do so at the same time; of those who change something each finds what the one before left.
  const together = section === 'Mutation' ? undefined : await Promise.all(actors.map(asking))
  for (const [at, actor] of actors.entries()) {
    const asked = together ? together[at] : await asking(actor)
    if (!asked) continue
    const { decision, differs } = typeof asked === 'string' ? { decision: asked } as Asked : asked
    decisions.set(actor.role, decision)
    if (differs && !isSeenBy(actor.role, name)) telling.push(differs)
  }
  rows[section].push({ name, decisions })
}

/** Who sees a thing may see that it has nothing of a kind. */
const isSeenBy = (role: Role, path: string) => rows.entities.find(({ name }) => name === path.split('.')[0])?.decisions.get(role) === 'yes'

const fieldsOf = (type: string) => Object.values((api.getType(type) as GraphQLObjectType).getFields())
/** The story’s rows where the field takes any of them (test/access/arguments.ts), else the least that its arguments ask for. */
const needed = (field: GraphQLField<unknown, unknown>) => argumentsOf(story)[field.name] ?? leastArguments(field)

/** Signing out would end what the others still need: these go with a session that this gateway alone knows. */
const ENDS_SESSIONS = new Set(['signOut', 'signOutStaff'])

describe('[R16] who reaches what', () => {
  it('every query', async () => {
    for (const field of fieldsOf('Query')) await decide('Query', field.name, (actor) => ask(actor, ({ source, variables }) => actor.client!.send(source, variables), rootOperation(api, 'query', field, needed(field))))
  }, 300_000)

  it('every stream', async () => {
    for (const field of fieldsOf('Subscription')) await decide('Subscription', field.name, (actor) => askStream(actor, rootOperation(api, 'subscription', field, needed(field))))
  }, 300_000)

  it('every entity and every path that leads on from it, at the subgraph itself', async () => {
    const args = entityArguments(story)
    for (const { name, definition } of SUBGRAPHS) {
      const { schema, fields } = entityFields(readFileSync(schemaFile(`${name}.graphql`), 'utf8'))
      for (const { type, field } of fields) {
        const id = story.ids[type]
        if (!id) throw new Error(`The story has no ${type}: tell one in test/access/story.ts`)
        // Of another’s entity a subgraph knows the key alone, and gives back what it was given.
        if (!field && (!(type in definition.references) || leavesOf(schema, type) === 'id')) continue
        const path = field && `${type}.${field.name}`
        const body = field ? fieldBody(schema, type, field, args[path!]) : `... on ${type} { ${leavesOf(schema, type)} } #self\n`
        await decide('entities', `${name}: ${path ?? type}`, (actor) => askEntity(hospital, name, actor, { __typename: type, id }, body))
      }
    }
  }, 300_000)

  it('every mutation', async () => {
    for (const field of fieldsOf('Mutation')) {
      await decide('Mutation', field.name, async (actor) => {
        const client = ENDS_SESSIONS.has(field.name) && actor.viewer.kind !== 'ANONYMOUS' ? await hospital.as({ ...actor.viewer, sessionId: newId() } as Viewer) : actor.client!
        return ask(actor, ({ source, variables }) => client.send(source, variables), rootOperation(api, 'mutation', field, needed(field)))
      })
    }
  }, 300_000)

  it('is as it was decided (schema/access.md)', async () => {
    await expect(print()).toMatchFileSnapshot(schemaFile('access.md'))
  })

  it('every question was understood, and none broke', () => {
    expect(broken).toEqual([])
  })

  it('foreign and missing rows are answered word by word alike', () => {
    expect(telling).toEqual([])
  })

  it('strangers reach nothing of the family’s, whatever the table says', () => {
    const reached = [...rows.Query, ...rows.Mutation, ...rows.Subscription].filter(({ name }) => !ABOUT_THE_HOUSE.has(name) && JSON.stringify(argumentsOf(story)[name] ?? {}).match(/[0-9a-f]{8}-[0-9a-f]{4}-7/))
      .flatMap(({ name, decisions }) => STRANGERS.filter((role) => decisions.get(role) === 'yes').map((role) => `${role}: ${name}`))
    expect(reached).toEqual([])
    const house = /^(platform: (Department|Institution|Practitioner(\.|$)|Text|Message|Job|DictionaryEntry|Banner|Article|Faq)|clinical: (Practitioner|Department|ConsultationService|Diagnosis|Schedule|Slot|Queue(\.|$))|nursing|prescriptions)/
    expect(rows.entities.filter(({ name }) => !house.test(name)).flatMap(({ name, decisions }) => STRANGERS.filter((role) => decisions.get(role) === 'yes').map((role) => `${role}: ${name}`))).toEqual([])
  })

  it('each entity row shows something to somebody', () => {
    const proven = rows.entities.filter(({ decisions }) => [...decisions.values()].includes('yes')).length
    expect(rows.entities.filter(({ decisions }) => ![...decisions.values()].includes('yes')).map(({ name }) => name).sort()).toEqual([...NOBODY_YET].sort())
    expect(proven).toBeGreaterThan(60)
  })
})

/** Paths that hold nothing in the story, for anybody: nobody is called, nothing was given back, no picture was sent, no doctor complained, no clinic was stopped, and what was checked in is not checked in again. */
const NOBODY_YET = [
  'platform: Administrator.institution', 'platform: Article.institution', 'platform: Banner.institution', 'platform: Department.children', 'platform: Department.parent', 'platform: Feedback.pictures', 'platform: Feedback.practitioner', 'platform: Institution.parent', 'platform: Job.file', 'platform: PractitionerApplication.decidedBy', 'platform: QrCode.department', 'platform: QrCode.practitioner', 'platform: Text.institution', 'platform: SentMessage.practitioner',
  'clinical: Appointment.checkIn', 'clinical: Queue.nowServing', 'finance: Order.refunds', 'finance: PaymentChannelAccount.institution', 'finance: PaymentOfferRule.institution', 'prescriptions: Drug.supplier', 'telemedicine: ConversationMessage.file', 'clinical: Appointment.alternatives',
]

function print(): string {
  const table = (title: string, section: keyof typeof rows, roles: readonly Role[]) => [
    `## ${title}`, '', `| | ${roles.join(' | ')} |`, `|---|${roles.map(() => '---').join('|')}|`,
    ...rows[section].map(({ name, decisions }) => `| ${name} | ${roles.map((role) => decisions.get(role) ?? '').join(' | ')} |`), '',
  ]
  const people = ROLES.filter((role) => role !== 'service' && role !== 'public client')
  return [
    '# Who reaches what', '',
    'Decided here, held by `apps/gateway/test/access.test.ts` against a running hospital: a new field, or a changed answer, fails until its row has been reviewed (`npx vitest run --project tests apps/gateway/test/access.test.ts -u` writes it).', '',
    '`yes` reached (or refused only for what the row’s state says) · `none` answered as if the row were not there · `no` not for this role · `sign in` not without a session.',
    'The rows asked for belong to one patient, treated by one doctor; `colleague`, `nurse` and `pharmacist` work in the same institution and do not treat; the `other patient` has an account of its own, `public client` is a third party with every scope, `service` the house itself.', '',
    ...table('Queries', 'Query', people), ...table('Mutations', 'Mutation', people), ...table('Subscriptions', 'Subscription', people), ...table('Entities through `_entities`, and the paths that lead on from them', 'entities', ROLES),
  ].join('\n')
}

describe('[R17] a subgraph by itself', () => {
  const key = () => hospital.installation.keys.viewerKey
  const forged: [string, () => Promise<string | undefined>][] = [
    ['no viewer', async () => undefined],
    ['a viewer signed by another', () => signViewer(randomBytes(32).toString('base64url'), service('x'))],
    ['a viewer of two minutes ago', () => signViewer(key(), service('x'), new Date(Date.now() - 300_000))],
    ['a token made for another use', () => signAccessToken(key(), { sessionId: 'x', realm: 'platform' })],
    ['a token without a signature', async () => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify({ aud: 'viewer', exp: 9e9, viewer: service('x') })).toString('base64url')}.`],
    ['nonsense', async () => 'nonsense'],
  ]

  it.each(forged)('answers nothing to %s, by HTTP or socket', async (_what, make) => {
    const viewer = await make()
    const headers: Record<string, string> = viewer ? { 'x-viewer': viewer } : {}
    for (const url of Object.values(hospital.subgraphUrls)) {
      const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ query: '{ _service { sdl } }' }) })
      expect([response.status, await response.json()]).toMatchObject([401, { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }])
      expect((await fetch(url.replace('/graphql', '/internal/session'), { method: 'POST', headers, body: '{}' })).status).toBe(401)
    }
    expect(await socketOf(hospital.subgraphUrls.platform!, headers)).toBe('refused')
  })

  it('opens to the gateway’s viewer', async () => {
    expect(await socketOf(hospital.subgraphUrls.platform!, { 'x-viewer': await signViewer(key(), service('x')) })).toBe('connected')
  })
})

function socketOf(url: string, headers: Record<string, string>): Promise<'connected' | 'refused'> {
  class Signed extends WebSocket {
    constructor(address: string, protocols: string[]) {
      super(address, protocols, { headers })
    }
  }
  return new Promise((resolve) => {
    const client = createClient({ url: url.replace('http', 'ws'), webSocketImpl: Signed, retryAttempts: 0, lazy: false, connectionParams: headers, onNonLazyError: () => resolve('refused') })
    client.on('connected', () => { resolve('connected'); void client.dispose() })
  })
}
