import { serveSubgraph } from '@hospital/subgraph/server'
import { environment } from './env.ts'
import { createSubgraph } from './subgraph.ts'

await serveSubgraph(createSubgraph, environment)
