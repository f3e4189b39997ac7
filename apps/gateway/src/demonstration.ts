import { graphql, type ExecutionResult } from 'graphql'
import { service } from '@hospital/access/viewer'
import { seed as seedClinical } from '@hospital/clinical/seed'
import { newId } from '@hospital/database/identifier'
import type { SubgraphName } from '@hospital/events/catalogue'
import { seed as seedFinance } from '@hospital/finance/seed'
import { seed as seedNursing } from '@hospital/nursing/seed'
import { seed as seedPatients } from '@hospital/patients/seed'
import { seed as seedPlatform } from '@hospital/platform/seed'
import { seed as seedPrescriptions } from '@hospital/prescriptions/seed'
import type { Subgraph } from '@hospital/subgraph/definition'

/** Who has something to show, in an order in which each finds what it builds on. */
const SEEDS: readonly (readonly [SubgraphName, (ctx: never) => Promise<void>])[] = [
  ['nursing', seedNursing], ['prescriptions', seedPrescriptions], ['platform', seedPlatform], ['patients', seedPatients], ['clinical', seedClinical], ['finance', seedFinance],
]

const PATIENCE_MS = 120_000

export interface DemonstrationOptions {
  subgraphOf(name: SubgraphName): Subgraph
  say(line: string): void
}

/** Makes the demonstration hospital: the directory and schedules from HIS, price lists, accounts. Repeating it changes nothing. */
export async function makeDemonstration({ subgraphOf, say }: DemonstrationOptions): Promise<void> {
  const platform = subgraphOf('platform')
  const facts = () => ({ viewer: service('demonstration'), requestId: newId(), origin: { ip: null, userAgent: null } })
  const ask: Ask = (source, variables) => graphql({ schema: platform.schema, source, variableValues: variables, contextValue: platform.contextFor(facts()) })
  await synchronise(ask, say)
  for (const [name, seed] of SEEDS) {
    await seed(subgraphOf(name).contextFor(facts()) as never)
    say(`${name} seeded`)
  }
}

type Ask = (source: string, variables?: Record<string, unknown>) => Promise<ExecutionResult>

const JOB = 'state done total messages'

/** Departments, staff and clinics of the next days, once; the running hospital keeps them fresh by itself. */
async function synchronise(ask: Ask, say: (line: string) => void): Promise<void> {
  const { jobs } = await askFor<{ jobs: { nodes: { state: string }[] } }>(ask, '{ jobs(first: 100) { nodes { state } } }')
  if (jobs.nodes.some(({ state }) => state === 'SUCCEEDED')) return
  const { startHisSync } = await askFor<{ startHisSync: { id: string } }>(ask, 'mutation { startHisSync { id } }')
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 200))) {
    const { job } = await askFor<{ job: { state: string; done: number; messages: string[] } }>(ask, `query ($id: ID!) { job(id: $id) { ${JOB} } }`, { id: startHisSync.id })
    if (job.state === 'SUCCEEDED') return say(`${job.done} entries synchronised from HIS`)
    if (job.state === 'FAILED') throw new Error(`HIS sync failed: ${job.messages.join(' ')}`)
  }
  throw new Error('HIS sync did not end')
}

async function askFor<T>(ask: Ask, source: string, variables?: Record<string, unknown>): Promise<T> {
  const { data, errors } = await ask(source, variables)
  if (errors?.length) throw errors[0]!.originalError ?? errors[0]!
  return data as T
}
