import type { Context } from '@hospital/subgraph/context'
import type { SubgraphName } from '@hospital/events/catalogue'
import { graphql, type ExecutionResult } from 'graphql'
import type { Subgraph } from '@hospital/subgraph/definition'
import { newId } from '@hospital/database/identifier'
import { service } from '@hospital/access/viewer'

/** What the demonstration needs from those before it: people want their doctors, services their practitioners' accounts. */
const ORDER: readonly SubgraphName[] = ['nursing', 'prescriptions', 'platform', 'patients', 'clinical', 'telemedicine', 'finance']

const PATIENCE_MS = 120_000

export interface DemonstrationOptions {
  subgraphOf(name: SubgraphName): Subgraph
  say(line: string): void
}

/** Makes the demonstration hospital: the directory and schedules from HIS, price lists, accounts. Repeating it changes nothing. */
export async function makeDemonstration({ subgraphOf, say }: DemonstrationOptions): Promise<void> {
  const facts = () => ({ viewer: service('demonstration'), requestId: newId(), origin: { ip: null, userAgent: null } })
  await synchronise((source, variables) => graphql({ schema: subgraphOf('platform').schema, source, variableValues: variables, contextValue: subgraphOf('platform').contextFor(facts()) }), say)
  for (const name of ORDER) {
    const seed = await seedOf(name)
    if (!seed) continue
    await seed(subgraphOf(name).contextFor(facts()))
    say(`${name} seeded`)
  }
}

async function seedOf(name: SubgraphName): Promise<((ctx: Context) => Promise<void>) | undefined> {
  try {
    return (await import(/* @vite-ignore */ new URL(`../../../subgraphs/${name}/src/seed.ts`, import.meta.url).href)).seed
  } catch (error) {
    if (/Cannot find module|ERR_MODULE_NOT_FOUND/.test(String(error))) return undefined
    throw error
  }
}

type Ask = (source: string, variables?: Record<string, unknown>) => Promise<ExecutionResult>

const JOB = 'state done total messages'

/** Departments, staff and clinics of the next days, once; the running hospital keeps them fresh by itself. */
async function synchronise(ask: Ask, say: (line: string) => void): Promise<void> {
  const { practitioners } = await askFor<{ practitioners: { totalCount: number } }>(ask, '{ practitioners(first: 1) { totalCount } }')
  if (practitioners.totalCount > 0) return
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
