import { setTimeout as sleep } from 'node:timers/promises'
import { makeAdministrator, makeLog } from '../house/directory.ts'
import { bodyOf, EXPORT_JOB, START_EXPORT } from '../house/operations.ts'
import { signInStaff } from '../house/people.ts'
import { askOnce } from '../load/http.ts'
import { median } from '../measure/statistics.ts'
import type { Child } from '../process/child.ts'
import { memoryOf } from '../process/usage.ts'
import { atMost, times, type Row, type RowContext } from './row.ts'

const ADMINISTRATOR = 4
const FEW = 10_000
const MANY = 100_000
/** A session's token is good for a quarter of an hour; one workbook is written in less. */
const PATIENCE_MS = 5 * 60_000
const MEGABYTE = 1024 * 1024

/** Writes that many entries of the log as a workbook, all in the gateway's process; answers by how much it grew at most. */
async function growthOf({ world }: RowContext, gateway: Child, rows: number): Promise<number> {
  const { headers } = await signInStaff(world, ADMINISTRATOR)
  const ask = async (operation: string, variables: object) => {
    const answer = JSON.parse(await askOnce({ port: gateway.ready.port, path: '/graphql' }, { headers, body: bodyOf('registered', operation, variables) })) as { data?: any }
    if (!answer.data) throw new Error(`The export was not answered: ${JSON.stringify(answer).slice(0, 300)}`)
    return answer.data
  }
  await gateway.ask(null)
  const before = memoryOf(gateway.pid)
  let most = before
  const { startExport } = await ask(START_EXPORT, { input: { list: 'audit', filter: { subjectType: 'Department', from: (await world.sql`select at from platform.audit_entry where subject_type = 'Department' order by at desc offset ${rows - 1} limit 1`)[0]!.at } } })
  const until = Date.now() + PATIENCE_MS
  for (;;) {
    for (let looks = 0; looks < 50; looks++) {
      most = Math.max(most, memoryOf(gateway.pid))
      await sleep(10)
    }
    const { job } = await ask(EXPORT_JOB, { id: startExport.id })
    if (job.state === 'FAILED') throw new Error(`The export failed: ${job.messages}`)
    if (job.state !== 'SUCCEEDED' && Date.now() > until) throw new Error(`The export stands at ${job.done} of ${rows} rows after ${PATIENCE_MS / 60_000} minutes`)
    if (job.state !== 'SUCCEEDED') continue
    if (job.done !== rows) throw new Error(`${job.done} rows of ${rows}`)
    return most - before
  }
}

/** A list of any length leaves in the memory of a page: ten times the rows, hardly more memory. */
export const workbooks: Row = {
  name: 'exports',
  async run(context) {
    await makeAdministrator(context.world, ADMINISTRATOR)
    await makeLog(context.world, 1, MANY)
    const gateway = await context.world.start({ name: 'gateway-exports', script: 'packages/bench/src/house/gateway-process.ts', settings: { data: 'postgres' } })
    try {
      await growthOf(context, gateway, FEW)
      const found: { few: number; many: number }[] = []
      for (let round = 0; round < Math.min(context.rounds, 3); round++) found.push({ few: await growthOf(context, gateway, FEW), many: await growthOf(context, gateway, MANY) })
      const [few, many] = [median(found.map((one) => one.few)), median(found.map((one) => one.many))]
      const ratio = many / Math.max(few, MEGABYTE)
      context.say(`  ${(many / MEGABYTE).toFixed(0)} MB for ${MANY} rows, ${(few / MEGABYTE).toFixed(0)} MB for ${FEW}`)
      return { lines: [{
        what: `A workbook of ${MANY.toLocaleString('en')} rows: by how much the process grows at most`, against: `a workbook of ${FEW.toLocaleString('en')} rows, same process`,
        ours: `${(many / MEGABYTE).toFixed(0)} MB`, theirs: `${(few / MEGABYTE).toFixed(0)} MB`, measured: ratio, shown: times(ratio), goal: atMost(ratio, 2, '≤ 2×'),
      }] }
    } finally {
      await gateway.stop()
    }
  },
}
