import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSchema, getNamedType, isInputObjectType, parse, type GraphQLInputObjectType, type GraphQLInputType } from 'graphql'
import { beforeAll, describe, expect, it } from 'vitest'
import { rootPermissions } from '@hospital/subgraph/permission'
import { keyFieldsOf } from '../src/limits/key-fields.ts'
import { composeSchemas, readSupergraphFile, type ComposedSchemas } from '../src/schema/composition.ts'
import { SUBGRAPHS } from '../src/subgraphs/list.ts'

const file = readSupergraphFile(fileURLToPath(new URL('../../../supergraph.yaml', import.meta.url)))
let composed: ComposedSchemas
beforeAll(async () => { composed = await composeSchemas(file, SUBGRAPHS) })

describe('the committed schema', () => {
  it('names every subgraph', () => {
    expect(file.subgraphs.map(({ name }) => name).sort()).toEqual(SUBGRAPHS.map(({ name }) => name).sort())
  })

  it.each([...SUBGRAPHS.map(({ name }) => name), 'supergraph', 'api', 'public'])('%s.graphql is fresh (npm run schema)', (name) => {
    const fresh = name === 'supergraph' ? composed.supergraph : name === 'api' ? composed.api : name === 'public' ? composed.public : composed.subgraphs.get(name)
    expect(readFileSync(join(file.folder, 'schema', `${name}.graphql`), 'utf8')).toBe(fresh)
  })

  it('composes without remarks', () => {
    expect(composed.hints).toEqual([])
  })
})

describe('the graph', () => {
  it('declares a permission for every root field', () => {
    for (const { definition } of SUBGRAPHS) {
      const declared = rootPermissions(definition.resolvers)
      const roots = parse(composed.subgraphs.get(definition.name)!).definitions.flatMap((node) =>
        'name' in node && ['Query', 'Mutation', 'Subscription'].includes(node.name?.value ?? '') && 'fields' in node ? node.fields!.map(({ name }) => name.value) : [])
      expect([...declared.keys()].sort(), definition.name).toEqual(roots.sort())
      expect([...declared.values()].every((permissions) => permissions.length > 0)).toBe(true)
    }
  })

  it('has no recursive input: one request with such a variable would kill a subgraph that compiles its queries', () => {
    const inputs = Object.values(buildSchema(composed.api).getTypeMap()).filter(isInputObjectType)
    expect(inputs.filter((input) => reaches(input, input)).map(({ name }) => name)).toEqual([])
    const { Recursive } = buildSchema('type Query { a(r: Recursive): Int } input Recursive { more: [Recursive!] }').getTypeMap()
    expect(reaches(Recursive as GraphQLInputObjectType, Recursive as GraphQLInputObjectType)).toBe(true)
  })

  it('joins by ids', () => {
    expect([...keyFieldsOf(composed.supergraph)]).toContain('id')
  })

  it('describes every mutation', () => {
    const schema = buildSchema(composed.api)
    const silent = Object.values(schema.getMutationType()?.getFields() ?? {}).filter(({ description }) => !description).map(({ name }) => name)
    expect(silent).toEqual([])
  })
})

/** Whether an input can hold itself, at any depth. */
function reaches(from: GraphQLInputObjectType, target: GraphQLInputObjectType, seen = new Set<string>()): boolean {
  return Object.values(from.getFields()).some(({ type }) => {
    const inner = getNamedType(type as GraphQLInputType)
    if (inner === target) return true
    if (!isInputObjectType(inner) || seen.has(inner.name)) return false
    seen.add(inner.name)
    return reaches(inner, target, seen)
  })
}
