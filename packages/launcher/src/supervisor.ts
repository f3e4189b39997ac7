import { setTimeout as sleep } from 'node:timers/promises'
import { startService, waitUntilHealthy, type RunningService, type ServiceOptions } from './service.ts'

export interface Supervisor {
  /** Something to be stopped with the rest, after everything that was kept later. */
  keep(stop: () => Promise<void> | void): void
  /** Starts a service, waits until it answers, and from then on starts it again when it dies. */
  run(options: ServiceOptions & { healthUrl: string }): Promise<Kept>
  /** Starts a program that ends by itself; it is stopped with the rest if it has not. */
  runOnce(options: ServiceOptions): RunningService
  /** Rejects when a service cannot be kept alive. */
  failed: Promise<never>
  fail(error: Error): void
  stop(): Promise<void>
}

/** A service that is kept alive. */
export interface Kept {
  name: string
  /** Lets it drain and end, starts it anew, and resolves when it answers again. */
  restart(): Promise<void>
}

const DEATHS_FORGIVEN = 5
const FORGET_AFTER_MS = 60_000

/** Keeps what was started, in order, and stops it in the opposite order, once. */
export function createSupervisor(say: (line: string) => void): Supervisor {
  const stops: (() => Promise<void> | void)[] = []
  const failure = Promise.withResolvers<never>()
  failure.promise.catch(() => {})
  let stopping: Promise<void> | undefined

  const begin = (options: ServiceOptions): RunningService => {
    if (stopping) throw new Error('Stopping.')
    return startService(options)
  }

  const watch = async (options: ServiceOptions & { healthUrl: string }, first: RunningService, wanted: Set<RunningService>, replace: (service: RunningService) => void) => {
    const deaths: number[] = []
    for (let service = first; ; ) {
      const how = await service.exited
      if (stopping) return
      if (wanted.delete(service)) {
        service = begin(options)
        replace(service)
        continue
      }
      deaths.push(Date.now())
      if (deaths.filter((at) => at > Date.now() - FORGET_AFTER_MS).length > DEATHS_FORGIVEN) throw new Error(`${options.name} keeps dying (${how}); see ${options.logFile}`)
      say(`${options.name} died (${how}); starting it again`)
      await sleep(500)
      if (stopping) return
      service = begin(options)
      replace(service)
    }
  }

  return {
    keep: (stop) => void stops.push(stop),
    async run(options) {
      let current = begin(options)
      const wanted = new Set<RunningService>()
      stops.push(() => current.stop())
      await waitUntilHealthy(current, options.healthUrl)
      watch(options, current, wanted, (service) => (current = service)).catch(failure.reject)
      return {
        name: options.name,
        async restart() {
          const old = current
          wanted.add(old)
          await old.stop()
          while (current === old) await sleep(20)
          await waitUntilHealthy(current, options.healthUrl)
        },
      }
    },
    runOnce(options) {
      const program = begin(options)
      stops.push(() => program.stop())
      return program
    },
    failed: failure.promise,
    fail: failure.reject,
    stop: () => (stopping ??= stopAll(stops)),
  }
}

async function stopAll(stops: (() => Promise<void> | void)[]): Promise<void> {
  for (const stop of stops.toReversed()) {
    try {
      await stop()
    } catch (error) {
      console.error(error)
    }
  }
}
