import { fileURLToPath } from 'node:url'
import * as clinical from '@hospital/clinical/subgraph'
import type { SubgraphName } from '@hospital/events/catalogue'
import * as finance from '@hospital/finance/subgraph'
import * as nursing from '@hospital/nursing/subgraph'
import * as patients from '@hospital/patients/subgraph'
import * as platform from '@hospital/platform/subgraph'
import * as prescriptions from '@hospital/prescriptions/subgraph'
import type { Subgraph, SubgraphDefinition } from '@hospital/subgraph/definition'
import type { Installation } from '@hospital/subgraph/installation'
import * as telemedicine from '@hospital/telemedicine/subgraph'

export interface SubgraphModule {
  name: SubgraphName
  /** Each has a context of its own, which only it needs to know. */
  definition: SubgraphDefinition<any>
  createSubgraph(installation: Installation): Promise<Subgraph>
  /** Absolute folder of its generated SQL. */
  folder: string
}

const withFolder = (module: Omit<SubgraphModule, 'name' | 'folder'>): SubgraphModule => {
  const { name } = module.definition
  return { ...module, name, folder: fileURLToPath(new URL(`../../../../subgraphs/${name}/migrations`, import.meta.url)) }
}

export const SUBGRAPHS: readonly SubgraphModule[] = [platform, patients, clinical, prescriptions, nursing, telemedicine, finance].map(withFolder)
