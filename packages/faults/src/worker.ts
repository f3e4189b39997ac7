import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { startWorker } from '@hospital/events/jobs'

// A process that does jobs, and writes down when it began and ended those of `work`: `worker.ts URL NAME`.
const [url = '', name = ''] = process.argv.slice(2)
const sql = postgres(url, { max: 2, onnotice: () => {}, backoff: () => 0.2 })
const write = async (event: string, job: number) => {
  while (!(await sql`insert into deed (worker, event, job) values (${name}, ${event}, ${job})`.then(() => true, () => false))) await sleep(100)
}
await startWorker({
  url, concurrency: 4,
  tasks: {
    work: async (payload) => {
      const { job, milliseconds } = payload as { job: number; milliseconds: number }
      await write('begun', job)
      await sleep(milliseconds)
      await write('done', job)
    },
    rest: (payload) => sleep((payload as { milliseconds: number }).milliseconds),
    fail: async (payload, { job }) => {
      await sleep((payload as { milliseconds: number }).milliseconds)
      if (job.attempts === 1) throw new Error('Fails once')
    },
  },
  onError: () => {},
})
console.log('ready')
