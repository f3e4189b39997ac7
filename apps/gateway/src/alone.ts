import { readFileSync } from 'node:fs'
import { Kind, parse } from 'graphql'
import { openLog } from '@hospital/subgraph/log'
import { createGateway } from './app.ts'
import { NO_SESSIONS } from './session/sessions.ts'
import { openRemote } from './subgraphs/remote.ts'

/** The gateway on any supergraph, with remote subgraphs, no sign-in and no database: what outside suites are run against. */
const { SUPERGRAPH = 'schema/supergraph.graphql', PORT = '4000', LOG_LEVEL = 'warn' } = process.env

const supergraphSdl = readFileSync(SUPERGRAPH, 'utf8')
const log = openLog(LOG_LEVEL)
const subgraphs = openRemote({ urls: addressesOf(supergraphSdl), log })
const app = await createGateway({
  supergraphSdl, subgraphs, log, sessions: NO_SESSIONS, production: false, origins: [], limited: false,
  clock: { now: () => new Date(), real: (instant) => instant },
})

async function stop(): Promise<void> {
  await app.close()
  await subgraphs.close()
  process.exit(0)
}
process.once('SIGTERM', () => void stop())
process.once('SIGINT', () => void stop())
await app.listen({ port: Number(PORT), host: '127.0.0.1' })
console.log(`gateway: http://127.0.0.1:${PORT}/graphql on ${SUPERGRAPH}`)

/** Subgraph → address, as composition wrote them into the supergraph. */
function addressesOf(sdl: string): Record<string, string> {
  const graphs = parse(sdl).definitions.find((definition) => definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph')
  if (graphs?.kind !== Kind.ENUM_TYPE_DEFINITION) throw new Error(`${SUPERGRAPH} is no supergraph`)
  return Object.fromEntries((graphs.values ?? []).map(({ directives = [] }) => {
    const argument = (name: string) => {
      const value = directives[0]?.arguments?.find((one) => one.name.value === name)?.value
      return value?.kind === Kind.STRING ? value.value : ''
    }
    return [argument('name'), argument('url')]
  }))
}
