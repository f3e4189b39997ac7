import type { Context } from '@hospital/subgraph/context'

/** The house's context and where files are. */
export interface TelemedicineContext extends Context {
  /** Where this installation keeps its files. */
  dataFolder: string
}
