import type { HisPort } from '@hospital/connectors/his/port'
import type { Context } from '@hospital/subgraph/context'

export interface PlatformContext extends Context {
  his: HisPort
  /** Where phones and pages reach signed links. */
  gatewayUrl: string
  /** Where this installation keeps its files. */
  dataFolder: string
}
