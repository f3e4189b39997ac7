import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { composeSchemas, readSupergraphFile } from './schema/composition.ts'
import { SUBGRAPHS } from './subgraphs/list.ts'

const supergraphFile = readSupergraphFile(fileURLToPath(new URL('../../../supergraph.yaml', import.meta.url)))
const folder = join(supergraphFile.folder, 'schema')

try {
  const composed = await composeSchemas(supergraphFile, SUBGRAPHS)
  mkdirSync(folder, { recursive: true })
  for (const [name, sdl] of composed.subgraphs) writeFileSync(join(folder, `${name}.graphql`), sdl)
  writeFileSync(join(folder, 'supergraph.graphql'), composed.supergraph)
  writeFileSync(join(folder, 'api.graphql'), composed.api)
  writeFileSync(join(folder, 'public.graphql'), composed.public)
  for (const hint of composed.hints) console.log(`hint: ${hint}`)
  console.log(`${composed.subgraphs.size} subgraphs composed into ${folder}`)
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
