import { service } from '@hospital/access/viewer'
import type { HisPort } from '@hospital/connectors/his/port'
import type { Context } from '@hospital/subgraph/context'

/** The house's context and this subgraph's port to the hospital's own system. */
export interface ClinicalContext extends Context {
  his: HisPort
  /** Where this installation keeps its files. */
  dataFolder: string
}

/** The same request, going on as the house: for what follows from a person's act but is not theirs to do. */
export const asHouse = <C extends Context>(ctx: C): C => ({ ...ctx, viewer: service(ctx.subgraph) })
