import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { composeServices } from '@apollo/composition'
import { Supergraph, type ServiceDefinition } from '@apollo/federation-internals'
import { lexicographicSortSchema, parse, printSchema, type GraphQLSchema } from 'graphql'
import { parse as parseYaml } from 'yaml'
import { rootPermissions } from '@hospital/subgraph/permission'
import { buildFederatedSchema } from '@hospital/subgraph/schema'
import { hideRest, publicCoordinates, taggedCoordinates } from '../public/contract.ts'
import type { SubgraphModule } from '../subgraphs/list.ts'

/** `supergraph.yaml`, in Rover's format. */
export interface SupergraphFile {
  folder: string
  subgraphs: { name: string; url: string; file: string }[]
}

interface RoverFormat {
  subgraphs: Record<string, { routing_url: string; schema: { file: string } }>
}

export function readSupergraphFile(file: string): SupergraphFile {
  const { subgraphs } = parseYaml(readFileSync(file, 'utf8')) as RoverFormat
  const folder = dirname(resolve(file))
  return {
    folder,
    subgraphs: Object.entries(subgraphs).map(([name, { routing_url: url, schema }]) => ({ name, url, file: resolve(folder, schema.file) })),
  }
}

export interface ComposedSchemas {
  /** Subgraph → its SDL. */
  subgraphs: Map<string, string>
  supergraph: string
  /** What clients see. */
  api: string
  /** What third parties see. */
  public: string
  /** Remarks of composition that refuse nothing. */
  hints: string[]
}

/** Builds every subgraph's schema, without opening it, and composes them. Throws all complaints at once. */
export async function composeSchemas({ subgraphs }: SupergraphFile, modules: readonly Pick<SubgraphModule, 'name' | 'definition'>[]): Promise<ComposedSchemas> {
  const sdls = new Map<string, string>()
  for (const { name, definition } of modules) {
    rootPermissions(definition.resolvers)
    sdls.set(name, withNewline((await buildFederatedSchema(definition)).sdl))
  }
  const services = subgraphs.filter(({ name }) => sdls.has(name)).map(({ name, url }) => ({ name, url, typeDefs: parse(sdls.get(name)!) }))
  const { supergraphSdl, hints = [] } = compose(services)
  const api = apiOf(supergraphSdl)
  return { subgraphs: sdls, supergraph: withNewline(supergraphSdl), api: printed(api), public: printed(composePublic(services, api)), hints: hints.map(({ message }) => message) }
}

/** The contract: composed a second time with everything hidden that is not tagged as public. */
function composePublic(services: ServiceDefinition[], api: GraphQLSchema): GraphQLSchema {
  const { keep, problems } = publicCoordinates(api, taggedCoordinates(services.map(({ typeDefs }) => typeDefs)))
  if (problems.length) throw new AggregateError(problems, `public contract:\n- ${problems.join('\n- ')}`)
  return apiOf(compose(services.map((service) => ({ ...service, typeDefs: hideRest(service.typeDefs, keep) }))).supergraphSdl)
}

function compose(services: ServiceDefinition[]) {
  const { errors, supergraphSdl, hints } = composeServices(services)
  if (errors?.length || !supergraphSdl) throw new AggregateError(errors ?? [], (errors ?? []).map(({ message }) => message).join('\n'))
  return { supergraphSdl, hints }
}

const apiOf = (supergraphSdl: string) => Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema()
const printed = (schema: GraphQLSchema) => withNewline(printSchema(lexicographicSortSchema(schema)))
const withNewline = (text: string) => `${text.trimEnd()}\n`
