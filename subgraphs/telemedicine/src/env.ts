import { readEnvironment } from '@hospital/subgraph/environment'

/** The only reading of the process's environment. */
export const environment = readEnvironment(process.env)
