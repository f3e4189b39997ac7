import 'reflect-metadata'
import type { Context } from '@hospital/subgraph/context'
import { openSubgraph, type Subgraph, type SubgraphDefinition } from '@hospital/subgraph/definition'
import type { Installation } from '@hospital/subgraph/installation'
import { findDrugs } from './catalogue/drug.ts'
import { DrugResolver } from './catalogue/drug.resolver.ts'
import { Drug } from './catalogue/drug.types.ts'
import { house } from './tables.ts'

/** Drugs, and all that leads from a doctor's decision to a pack in the patient's hand. */
export const definition: SubgraphDefinition<Context> = {
  name: 'prescriptions',
  tables: house,
  resolvers: [DrugResolver],
  types: [Drug],
  references: { Drug: findDrugs },
  ports: () => ({}),
  reactions: {},
  tasks: {},
}

export const createSubgraph = (installation: Installation): Promise<Subgraph> => openSubgraph(definition, installation)
