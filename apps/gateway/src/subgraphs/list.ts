import { fileURLToPath } from 'node:url'
import type { Subgraph, SubgraphDefinition } from '@hospital/subgraph/definition'
import type { Installation } from '@hospital/subgraph/installation'
import type { SubgraphName } from '@hospital/events/catalogue'

export interface SubgraphModule {
  name: SubgraphName
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  definition: SubgraphDefinition<any>
  createSubgraph(installation: Installation): Promise<Subgraph>
  /** Absolute folder of its generated SQL. */
  folder: string
}

const NAMES = ['platform', 'patients', 'clinical', 'prescriptions', 'nursing', 'telemedicine', 'finance'] as const

const loaded = await Promise.all(NAMES.map(async (name) => {
  const file = new URL(`../../../../subgraphs/${name}/src/subgraph.ts`, import.meta.url)
  try {
    const module = await import(/* @vite-ignore */ file.href)
    if (!module.definition) throw new Error('no definition')
    return [{ name, definition: module.definition, createSubgraph: module.createSubgraph, folder: fileURLToPath(new URL('../migrations', file)) }]
  } catch (error) {
    console.error(`subgraph ${name} left out: ${(error as Error).message.split('\n')[0]}`)
    return []
  }
}))

export const SUBGRAPHS: readonly SubgraphModule[] = loaded.flat()
