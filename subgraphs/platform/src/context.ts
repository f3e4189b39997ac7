import type { HisPort } from '@hospital/connectors/his/port'
import type { Context } from '@hospital/subgraph/context'

export interface PlatformContext extends Context {
  his: HisPort
  /** As browsers reach the gateway. */
  gatewayUrl: string
  /** Where this installation keeps its files. */
  dataFolder: string
}
