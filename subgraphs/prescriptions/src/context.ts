import type { Context } from '@hospital/subgraph/context'

export interface PrescriptionsContext extends Context {
  /** Where this installation keeps its files. */
  dataFolder: string
}
