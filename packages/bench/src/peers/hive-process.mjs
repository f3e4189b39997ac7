// Runs on the packages that the bench installed into its data folder, so it knows nothing of the house.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime'

const { supergraphFile, planner } = JSON.parse(process.argv[2])
const native = planner === 'native' ? (await import('@graphql-hive/router-runtime')).unifiedGraphHandler : undefined
const gateway = createGatewayRuntime({ supergraph: readFileSync(supergraphFile, 'utf8'), logging: false, landingPage: false, ...(native && { unifiedGraphHandler: native }) })
const server = createServer(gateway)
server.listen(0, '127.0.0.1', () => process.send({ ready: { port: server.address().port } }))
process.once('disconnect', () => process.exit(0))
