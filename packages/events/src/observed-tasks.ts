import type { JobHelpers, Task, TaskList } from 'graphile-worker'
import { jobs, jobSeconds, jobWaitSeconds } from '@hospital/telemetry/metrics'
import { carrier, isTracing, traced, type Carrier } from '@hospital/telemetry/tracing'

/** Where a job's payload carries the trace that caused it. */
const TRACE = '_trace'

/** A payload that carries the current trace on; the payload itself while nothing is traced. */
export const withTrace = (payload: object): object => (isTracing() ? { ...payload, [TRACE]: carrier() } : payload)

/** Tasks with figures and spans of every run. */
export const observedTasks = (tasks: TaskList): TaskList => Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, task && observed(name, task)]))

function observed(task: string, work: Task): Task {
  return async (payload, helpers) => {
    const { [TRACE]: from, ...own } = (payload ?? {}) as Record<string, unknown> & { [TRACE]?: Carrier }
    jobWaitSeconds.observe({ task }, Math.max(0, (Date.now() - helpers.job.run_at.getTime()) / 1000))
    const ran = jobSeconds.startTimer({ task })
    try {
      await traced(`job ${task}`, { kind: 'consumer', from: from ?? {}, attributes: attributesOf(helpers) }, async () => work(own, helpers))
      jobs.inc({ task, result: 'done' })
    } catch (error) {
      jobs.inc({ task, result: 'failed' })
      throw error
    } finally {
      ran()
    }
  }
}

const attributesOf = ({ job }: JobHelpers) => ({ 'job.id': job.id, 'job.attempt': job.attempts })
