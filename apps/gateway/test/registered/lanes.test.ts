import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSchema, isEnumType, isInputObjectType, isListType, isNonNullType, Kind, getNamedType, parse, typeFromAST, type GraphQLInputType, type OperationDefinitionNode } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestClient } from '../client.ts'
import { openSeededHospital, type TestHospital } from '../hospital.ts'

const SCHEMA = fileURLToPath(new URL('../../../../schema', import.meta.url))
const schema = buildSchema(readFileSync(join(SCHEMA, 'api.graphql'), 'utf8'))

interface Operation {
  id: string
  text: string
  definition: OperationDefinitionNode
}

const operations: Operation[] = readdirSync(join(SCHEMA, 'operations')).filter((name) => name !== 'session.json').flatMap((name) =>
  Object.entries(JSON.parse(readFileSync(join(SCHEMA, 'operations', name), 'utf8')) as Record<string, string>).map(([id, text]) => ({
    id, text, definition: parse(text).definitions.find((one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION)!,
  })))

/** Ids that earlier answers brought, by type: what the next operations ask about. */
const known = new Map<string, string>()

function remember(value: unknown): void {
  if (Array.isArray(value)) return value.forEach(remember)
  if (!value || typeof value !== 'object') return
  const { __typename: type, id } = value as { __typename?: string; id?: string }
  if (type && id && !known.has(type)) known.set(type, id)
  Object.values(value).forEach(remember)
}

/** A value for every variable that must have one; an id is that of the thing that the operation's first field answers. */
function variablesOf({ definition }: Operation): Record<string, unknown> {
  const root = schema.getRootType(definition.operation)!
  const first = definition.selectionSet.selections.find((selection) => selection.kind === Kind.FIELD)
  const answered = first?.kind === Kind.FIELD ? getNamedType(root.getFields()[first.name.value]!.type).name : ''
  const valueOf = (type: GraphQLInputType): unknown => {
    if (isNonNullType(type)) return valueOf(type.ofType)
    if (isListType(type)) return []
    if (isEnumType(type)) return type.getValues()[0]!.name
    if (isInputObjectType(type)) return Object.fromEntries(Object.values(type.getFields()).filter((field) => isNonNullType(field.type)).map((field) => [field.name, valueOf(field.type)]))
    return { ID: known.get(answered) ?? '01900000-0000-7000-8000-000000000000', Int: 1, Fen: 1, Float: 1, Boolean: true, Date: '2026-11-23', DateTime: '2026-11-23T01:00:00Z' }[type.name] ?? '内'
  }
  const required = (definition.variableDefinitions ?? []).filter(({ type }) => type.kind === Kind.NON_NULL_TYPE)
  return Object.fromEntries(required.map(({ variable, type }) => [variable.name.value, valueOf(typeFromAST(schema, type as never) as GraphQLInputType)]))
}

let hospital: TestHospital
let people: Record<string, TestClient>
beforeAll(async () => {
  hospital = await openSeededHospital()
  people = { nobody: hospital.anonymous, patient: await hospital.signInPatient('13800000001'), doctor: await hospital.signInStaff('chenliqun'), administrator: await hospital.signInStaff('admin') }
}, 180_000)
afterAll(async () => { await hospital?.close() })

async function ask(person: TestClient, body: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json', ...(person.accessToken && { authorization: `Bearer ${person.accessToken}` }) }
  const response = await fetch(`${hospital.url}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) })
  const { data = null, errors = [] } = (await response.json()) as { data?: unknown; errors?: { message: string; path?: unknown; extensions: Record<string, unknown> }[] }
  return { data, errors: errors.map(({ message, path, extensions: { requestId: _id, ...extensions } }) => ({ message, path, extensions })).sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))) }
}

/** When a log was checked is another moment each time. */
const timeless = (answer: unknown): unknown => JSON.parse(JSON.stringify(answer, (key, value) => (key === 'checkedAt' ? 'at some time' : value)))

describe('every operation of the apps', () => {
  const reads = operations.filter(({ definition }) => definition.operation === 'query').sort((a, b) => (a.definition.variableDefinitions?.length ?? 0) - (b.definition.variableDefinitions?.length ?? 0))

  it('is answered alike by both lanes, whoever reads', async () => {
    let answered = 0
    for (const [name, person] of Object.entries(people)) {
      for (const operation of reads) {
        const variables = variablesOf(operation)
        const registered = await ask(person, { documentId: operation.id, variables })
        expect(timeless(registered), `${name}: ${operation.definition.name?.value}`).toEqual(timeless(await ask(person, { query: operation.text, variables })))
        const { data } = registered as { data: unknown }
        if (data) answered++
        remember(data)
      }
    }
    expect(answered).toBeGreaterThan(reads.length)
  }, 120_000)

  it('that changes something refuses a stranger alike in both lanes', async () => {
    for (const operation of operations.filter(({ definition }) => definition.operation === 'mutation')) {
      const variables = variablesOf(operation)
      expect(await ask(hospital.anonymous, { documentId: operation.id, variables }), operation.definition.name?.value).toEqual(await ask(hospital.anonymous, { query: operation.text, variables }))
    }
  }, 60_000)
})
