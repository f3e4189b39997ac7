import type { HisPort } from '@hospital/connectors/his/port'
import type { Context } from '@hospital/subgraph/context'

export interface PlatformContext extends Context {
  his: HisPort
  /** Where this installation keeps its files. */
  dataFolder: string
}
