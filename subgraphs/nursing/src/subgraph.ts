import 'reflect-metadata'
import type { Context } from '@hospital/subgraph/context'
import { openSubgraph, type Subgraph, type SubgraphDefinition } from '@hospital/subgraph/definition'
import type { Installation } from '@hospital/subgraph/installation'
import { configuration } from './configuration.ts'
import { findHomecareItems } from './homecare/homecare-item.ts'
import { HomecareItemResolver } from './homecare/homecare-item.resolver.ts'
import { HomecareItem } from './homecare/homecare-item.types.ts'
import { house } from './tables.ts'
import { contract } from './contract.ts'

/** Care outside the hospital: home nursing, follow-up, programmes, monitoring, packages. */
export const definition: SubgraphDefinition<Context> = {
  name: 'nursing',
  contract,
  tables: house,
  resolvers: [HomecareItemResolver],
  types: [HomecareItem],
  references: { HomecareItem: findHomecareItems },
  ports: () => ({}),
  reactions: { 'setting.changed': configuration.receiveSetting },
  tasks: {},
}

export const createSubgraph = (installation: Installation): Promise<Subgraph> => openSubgraph(definition, installation)
