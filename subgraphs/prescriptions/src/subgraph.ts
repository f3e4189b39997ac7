import 'reflect-metadata'
import { exportTask } from '@hospital/sheets/export'
import { importTask } from '@hospital/sheets/import'
import { openSubgraph, type Subgraph, type SubgraphDefinition } from '@hospital/subgraph/definition'
import type { Installation } from '@hospital/subgraph/installation'
import type { PrescriptionsContext } from './context.ts'
import { importDrugs } from './catalogue/drug-import.ts'
import { findDrugs } from './catalogue/drug.ts'
import { DrugResolver } from './catalogue/drug.resolver.ts'
import { Drug } from './catalogue/drug.types.ts'
import * as lists from './catalogue/sheets.ts'
import { findSuppliers } from './catalogue/supplier.ts'
import { SupplierResolver } from './catalogue/supplier.resolver.ts'
import { Supplier } from './catalogue/supplier.types.ts'
import { house } from './tables.ts'

/** Drugs, and all that leads from a doctor's decision to a pack in the patient's hand. */
export const definition: SubgraphDefinition<PrescriptionsContext> = {
  name: 'prescriptions',
  tables: house,
  resolvers: [DrugResolver, SupplierResolver],
  types: [Drug, Supplier],
  references: { Drug: findDrugs, Supplier: findSuppliers },
  ports: ({ dataFolder }) => ({ dataFolder }),
  reactions: {},
  tasks: { runExport: exportTask(lists), runImport: importTask({ drugs: importDrugs }) },
}

export const createSubgraph = (installation: Installation): Promise<Subgraph> => openSubgraph(definition, installation)
