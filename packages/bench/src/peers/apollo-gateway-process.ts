import { ApolloGateway } from '@apollo/gateway'
import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import { findFreePort } from '@hospital/launcher/ports'
import { serveParent, settingsOf } from '../process/parent.ts'
import { supergraphAt } from './supergraph.ts'

/** Stock: Apollo Server standalone with ApolloGateway, nothing added. */
const supergraphSdl = supergraphAt(settingsOf<{ urls: Record<string, string> }>().urls)
const port = await findFreePort()
const apollo = new ApolloServer({ gateway: new ApolloGateway({ supergraphSdl }), stopOnTerminationSignals: false })
await startStandaloneServer(apollo, { listen: { port, host: '127.0.0.1' } })
serveParent({ port }, { close: () => apollo.stop() })
