import { buildSubgraphSchema } from '@apollo/subgraph'
import { isLeafType, getNamedType, isObjectType, isRequiredArgument, parse, type GraphQLField, type GraphQLObjectType, type GraphQLSchema } from 'graphql'
import type { Answer } from '../client.ts'
import type { TestHospital } from '../hospital.ts'
import { aboutNothing } from './arguments.ts'
import { askSubgraph, type Actor } from './cast.ts'
import { holdsSomething, leadsToObjects, selectionOf, type MatrixOperation } from './operations.ts'

/** `none`: as if the row were not there. `no`: the role may not. */
export type Decision = 'yes' | 'none' | 'no' | 'sign in'

const BROKEN = new Set(['INTERNAL', 'SERVICE_UNAVAILABLE', 'GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED', 'BAD_USER_INPUT', 'OPERATION_LIMIT', 'SESSION_EXPIRED'])
/** The answer of these to a token that is none. */
const REFRESHING = /refresh(Staff)?Session/

export function decisionOf({ data, errors }: Pick<Answer<Record<string, unknown>>, 'data' | 'errors'>, source: string): Decision {
  const code = errors?.[0]?.extensions?.code
  if (!errors?.length) return holdsSomething(Object.values(data ?? {})[0]) ? 'yes' : 'none'
  if (code === 'UNAUTHENTICATED') return 'sign in'
  if (code === 'FORBIDDEN') return 'no'
  if (code === 'NOT_FOUND') return 'none'
  if (code === undefined || (BROKEN.has(code) && !REFRESHING.test(source))) throw new Error(`${source}: ${JSON.stringify(errors)}`)
  // Refused for another reason: the row was reached.
  return 'yes'
}

export interface Asked {
  decision: Decision
  /** How a row that is not there is answered, where this one was as if it were not. */
  differs?: string
}

/** Asks as this person; where nothing was found, asks about nothing too, and compares word by word. */
export async function ask(actor: Actor, send: (operation: MatrixOperation) => Promise<Answer<Record<string, unknown>>>, operation: MatrixOperation): Promise<Asked> {
  const answer = await send(operation)
  const decision = decisionOf(answer, operation.source)
  if (decision !== 'none') return { decision }
  const missing = await send({ ...operation, variables: aboutNothing(operation.variables) as Record<string, unknown> })
  const [one, other] = [plain(answer), plain(missing)]
  return { decision, ...(one !== other && { differs: `${actor.role}, ${operation.source}: ${one} but of a row that is not there ${other}` }) }
}

const plain = ({ data, errors }: Answer<unknown>) => JSON.stringify({ data: data ?? null, errors: errors?.map(({ message, path, extensions: { requestId: _own, ...extensions } }) => ({ message, path, extensions })) })

/** What a stream begins with: an event, a refusal, or silence. */
export async function askStream({ client }: Actor, { source, variables }: MatrixOperation): Promise<Decision> {
  const stream = await client!.subscribe<Record<string, unknown>>(source, variables)
  const first = await Promise.race([stream.next(3_000).then((data) => ({ data }), () => undefined), stream.ended.then((code) => ({ errors: [{ message: '', extensions: { code } }] }))])
  await stream.close()
  return first ? decisionOf(first, source) : 'none'
}

export interface EntityField {
  type: string
  /** Absent: the entity itself. */
  field?: GraphQLField<unknown, unknown>
}

/** The entities of a subgraph, each with its fields that lead on to other objects. */
export function entityFields(sdl: string): { schema: GraphQLSchema; fields: EntityField[] } {
  const schema = buildSubgraphSchema(parse(sdl))
  const keys = Object.values(schema.getTypeMap()).filter((type): type is GraphQLObjectType => isObjectType(type) && isResolvable(type))
  return { schema, fields: keys.flatMap((type) => [{ type: type.name }, ...Object.values(type.getFields()).filter(({ type: of }) => leadsToObjects(of)).map((field) => ({ type: type.name, field }))]) }
}

const isResolvable = ({ astNode }: GraphQLObjectType) =>
  (astNode?.directives ?? []).some(({ name, arguments: given }) => name.value === 'key' && !given?.some((argument) => argument.name.value === 'resolvable' && argument.value.kind === 'BooleanValue' && !argument.value.value))

/** All plain fields of a type: each must be as the entity is, shown or not. */
export const leavesOf = (schema: GraphQLSchema, type: string) =>
  Object.values((schema.getType(type) as GraphQLObjectType).getFields()).filter((field) => isLeafType(getNamedType(field.type)) && !field.args.some(isRequiredArgument)).map(({ name }) => name).join(' ')

const ENTITIES = (body: string) => `query ($r: [_Any!]!) { _entities(representations: $r) { ${body} } }`

/** Asks a subgraph for an entity as the gateway would for this person. */
export async function askEntity(hospital: TestHospital, subgraph: string, actor: Actor, representation: { __typename: string; id: string }, body: string): Promise<Asked> {
  const send = async ({ source, variables }: MatrixOperation) => (await askSubgraph(hospital, subgraph, actor.viewer, '/graphql', { query: source, variables })) as Answer<Record<string, unknown>>
  const unwrapped = async (operation: MatrixOperation) => {
    const { data, ...rest } = await send(operation)
    const [entity] = (data?._entities ?? []) as (Record<string, unknown> | null)[]
    const { __typename, id, ...fields } = entity ?? {}
    return { ...rest, data: { found: entity && (operation.source.includes('#self') ? entity : Object.values(fields)[0]) } } as Answer<Record<string, unknown>>
  }
  return ask(actor, unwrapped, { source: ENTITIES(body), variables: { r: [representation] } })
}

export const fieldBody = (schema: GraphQLSchema, type: string, { name, type: of }: GraphQLField<unknown, unknown>, args = '') => `... on ${type} { ${name}${args} ${selectionOf(of, schema)} }`
