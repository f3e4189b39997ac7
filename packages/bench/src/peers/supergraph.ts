import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../process/child.ts'

/** The house's supergraph with the subgraphs at these addresses. */
export function supergraphAt(urls: Record<string, string>): string {
  const sdl = readFileSync(join(ROOT, 'schema/supergraph.graphql'), 'utf8')
  return sdl.replace(/@join__graph\(name: "(\w+)", url: "[^"]*"\)/g, (whole, name: string) => (urls[name] ? `@join__graph(name: "${name}", url: "${urls[name]}")` : whole))
}

/** The same as a file, for programs that take one. */
export function writeSupergraph(folder: string, urls: Record<string, string>): string {
  const file = join(folder, 'supergraph.graphql')
  writeFileSync(file, supergraphAt(urls))
  return file
}
