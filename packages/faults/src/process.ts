import { setTimeout as sleep } from 'node:timers/promises'
import { startService, waitUntilHealthy, type RunningService, type ServiceOptions } from '@hospital/launcher/service'

export interface Keeping {
  name: string
  /** kill -9 of the process and all it started; it is started again at once, as a supervisor would. False: it is not up. */
  kill(): boolean
  /** Resolves when it answers. */
  healthy(): Promise<void>
  deaths(): number
  stop(): Promise<void>
}

const RESTART_MS = 100
/** A start is seconds of work; beside other work it is minutes. */
const START_MS = 600_000

/** Keeps a server running however often it dies, for as long as the suite wants. */
export async function keepRunning(options: ServiceOptions & { healthUrl: string }): Promise<Keeping> {
  let service: RunningService = startService(options)
  let stopping = false
  let deaths = 0

  async function watch(): Promise<void> {
    while (!stopping) {
      await service.exited
      if (stopping) return
      deaths += 1
      await sleep(RESTART_MS)
      if (!stopping) service = startService(options)
    }
  }
  const watching = watch()
  await waitUntilHealthy(service, options.healthUrl, START_MS)
  return {
    name: options.name,
    kill() {
      try {
        process.kill(-service.pid, 'SIGKILL')
        return true
      } catch {
        return false
      }
    },
    async healthy() {
      for (const end = Date.now() + START_MS; Date.now() < end; await sleep(100)) {
        const up = await fetch(options.healthUrl, { signal: AbortSignal.timeout(2_000) }).then(({ ok }) => ok, () => false)
        if (up) return
      }
      throw new Error(`${options.name} did not come back; see ${options.logFile}`)
    },
    deaths: () => deaths,
    async stop() {
      stopping = true
      await service.stop()
      await watching
    },
  }
}
