import { readEnvironment } from '@hospital/subgraph/environment'

export const environment = readEnvironment(process.env)
