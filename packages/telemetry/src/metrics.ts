import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** Every figure that a process of the hospital keeps of itself. Labels are bounded: operations, tasks, codes and ports of our own, never ids or people. */
export const registry = new Registry()

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
const LAG_SECONDS = [0.005, 0.01, 0.05, 0.1, 0.5, 1, 2, 5, 15, 60, 300, 1800]

const histogram = <L extends string>(name: string, help: string, labelNames: readonly L[], buckets = SECONDS) => new Histogram<L>({ name, help, labelNames, buckets, registers: [registry] })
const counter = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) => new Counter<L>({ name, help, labelNames, registers: [registry] })
const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) => new Gauge<L>({ name, help, labelNames, registers: [registry] })

export const requestSeconds = histogram('hospital_request_seconds', 'GraphQL requests at the gateway: a registered operation by name, any other as "open"', ['operation', 'status'])
export const fetchSeconds = histogram('hospital_subgraph_fetch_seconds', 'Fetches of the gateway from a subgraph', ['subgraph', 'result'])
export const refusals = counter('hospital_refusals_total', 'Refusals that left the house, by stable code', ['code'])
export const liveSockets = gauge('hospital_live_sockets', 'WebSockets open at this gateway')
export const liveStreams = gauge('hospital_live_streams', 'Subscriptions open at this gateway')

export const transactionSeconds = histogram('hospital_transaction_seconds', 'Transactions, from asking for a connection to the commit', ['subgraph', 'result'])
export const transactionWaitSeconds = histogram('hospital_transaction_wait_seconds', 'How long a transaction waited for a connection of its pool and its begin', ['subgraph'])
export const transactionsOpen = gauge('hospital_transactions_open', 'Transactions begun or waiting for a connection', ['subgraph'])

export const jobs = counter('hospital_jobs_total', 'Jobs by task: done or failed (failed ones are tried again)', ['task', 'result'])
export const jobSeconds = histogram('hospital_job_seconds', 'How long a job ran', ['task'])
export const jobWaitSeconds = histogram('hospital_job_wait_seconds', 'How long after its time a job began', ['task'], LAG_SECONDS)
export const outboxMoved = counter('hospital_outbox_moved_total', 'Outbox rows moved into the job queue', ['subgraph'])
export const outboxLag = gauge('hospital_outbox_lag_seconds', 'Time since the outbox was last seen empty by this process', ['subgraph'])
export const wakesSent = counter('hospital_wakes_sent_total', 'Wake-up messages sent', ['transport', 'result'])
export const wakesReceived = counter('hospital_wakes_received_total', 'Topics that woke this process', ['transport'])
export const wakesConnected = gauge('hospital_wakes_connected', '1 while wake-ups arrive; 0: streams look by themselves', ['transport'])

export const outsideCallSeconds = histogram('hospital_outside_call_seconds', 'Calls to outside systems; result: ok, or how it failed', ['port', 'result'])
export const circuitOpen = gauge('hospital_outside_circuit_open', '1 while calls to an outside system are refused at once', ['port'])

export const subgraphPeers = gauge('hospital_subgraph_peers', 'Replicas of a subgraph that this gateway sends to', ['subgraph'])

/** CPU, memory, garbage collection, event loop lag, open files of this process; once, by servers. */
export function keepProcessFigures(service: string): void {
  registry.setDefaultLabels({ service })
  collectDefaultMetrics({ register: registry })
}
