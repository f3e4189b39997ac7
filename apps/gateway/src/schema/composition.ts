import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { composeServices } from '@apollo/composition'
import { Supergraph } from '@apollo/federation-internals'
import { lexicographicSortSchema, parse, printSchema } from 'graphql'
import { parse as parseYaml } from 'yaml'
import { rootPermissions } from '@hospital/subgraph/permission'
import { buildFederatedSchema } from '@hospital/subgraph/schema'
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
  const { errors, supergraphSdl, hints = [] } = composeServices(services)
  if (errors?.length || !supergraphSdl) throw new AggregateError(errors ?? [], (errors ?? []).map(({ message }) => message).join('\n'))
  const api = Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema()
  return { subgraphs: sdls, supergraph: withNewline(supergraphSdl), api: withNewline(printSchema(lexicographicSortSchema(api))), hints: hints.map(({ message }) => message) }
}

const withNewline = (text: string) => `${text.trimEnd()}\n`
