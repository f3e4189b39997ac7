import type { Context } from '@hospital/subgraph/context'

/** The house's context and where links to files lead. */
export interface TelemedicineContext extends Context {
  gatewayUrl: string
}
