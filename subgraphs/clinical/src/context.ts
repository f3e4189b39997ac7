import type { HisPort } from '@hospital/connectors/his/port'
import type { Context } from '@hospital/subgraph/context'

/** The house's context and this subgraph's port to the hospital's own system. */
export interface ClinicalContext extends Context {
  his: HisPort
}
