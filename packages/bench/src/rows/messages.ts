import { makeAdministrator, makeMessages } from '../house/directory.ts'
import { bodyOf, MESSAGE_STATISTICS } from '../house/operations.ts'
import { signInStaff } from '../house/people.ts'
import { askOnce, type HttpRequest, type HttpTarget } from '../load/http.ts'
import { alternate, type Side } from '../measure/alternate.ts'
import { hasPgbench, pgbench } from '../pgbench/pgbench.ts'
import { atLeast, atMost, perSecond, times, type Curve, type Line, type Row, type RowContext } from './row.ts'

const ADMINISTRATOR = 5
const MESSAGES = 1_000_000
const MOST_MS = 200

/** A month of the chart, as somebody would count it who has only the messages. */
const SPAN = `day between current_date - 30 and current_date - 1`
const BARE_SQL = `select day, event, channel, terminal, status, count(*) from platform.message_delivery where ${SPAN} group by 1, 2, 3, 4, 5`

interface Desk {
  target: HttpTarget
  request: HttpRequest
}

/** One after the other: what a person waits for. */
const side = ({ load, seconds }: RowContext, { target, request }: Desk): Side => async () => {
  const result = await load.run({ target, requests: [request], mode: 'repeat', connections: 1, seconds, counting: '"days":[' })
  if (result.counted !== result.sent) throw new Error(`${result.sent - result.counted} charts failed: ${result.failure ?? ''}`)
  return { rate: result.sent / result.seconds }
}

/** Both count the same number of messages that were delivered. */
async function requireEqual({ world }: RowContext, { target, request }: Desk): Promise<void> {
  const answer = JSON.parse(await askOnce(target, request)) as { data?: { messageStatistics: { total: { delivered: number } } } }
  const [counted] = await world.sql.unsafe(`select count(*)::int as count from platform.message_delivery where ${SPAN} and status = 'DELIVERED'`)
  if (answer.data?.messageStatistics.total.delivered !== counted!.count) throw new Error(`${JSON.stringify(answer).slice(0, 300)} beside ${counted!.count}`)
}

async function measure(context: RowContext, desk: Desk): Promise<{ lines: Line[]; curves: Curve[] }> {
  const curve: Curve = { what: 'A month of message statistics', of: 'messages', unit: 'ms for one', points: [] }
  let size = 0
  for (const scale of context.scales) {
    const next = Math.round((MESSAGES * scale) / context.scales.at(-1)!)
    await makeMessages(context.world, size + 1, next)
    size = next
    curve.points.push({ size, cost: 1000 / (await side(context, desk)()).rate! })
  }
  await requireEqual(context, desk)
  const bare: Side = async () => ({ rate: await pgbench(context.world, { name: 'messages', scripts: [`${BARE_SQL};\n`], seconds: context.seconds, clients: 1 }) })
  const found = await alternate(side(context, desk), bare, context.rounds)
  const [ms, ratio] = [1000 / found.ours.rate!, found.ratios.rate!]
  context.say(`  ${ms.toFixed(1)} ms against ${(1000 / found.theirs.rate!).toFixed(1)} ms`)
  const what = `A month of message statistics over ${size.toLocaleString('en')} messages`
  return {
    lines: [
      { what, against: 'pgbench with SQL that counts the messages themselves, same server, one client', ours: perSecond(found.ours.rate!), theirs: perSecond(found.theirs.rate!), measured: ratio, shown: times(ratio), spread: found.spreads.rate, goal: atLeast(ratio, 1, '≥ 1×') },
      { what: `${what}: what one waits for it`, against: 'a limit', ours: `${ms.toFixed(1)} ms`, theirs: `${MOST_MS} ms`, measured: ms, shown: `${ms.toFixed(1)} ms`, goal: atMost(ms, MOST_MS, `≤ ${MOST_MS} ms`) },
    ],
    curves: context.scales.length > 1 ? [curve] : [],
  }
}

export const messages: Row = {
  name: 'messages',
  async run(context) {
    if (!hasPgbench()) return { lines: [], skipped: [{ what: 'Message statistics', why: 'no pgbench' }] }
    await makeAdministrator(context.world, ADMINISTRATOR)
    const { headers } = await signInStaff(context.world, ADMINISTRATOR)
    const gateway = await context.world.start({ name: 'gateway-messages', script: 'packages/bench/src/house/gateway-process.ts', settings: { data: 'postgres' } })
    const [{ from, to }] = await context.world.sql`select (current_date - 30)::text as from, (current_date - 1)::text as to` as unknown as [{ from: string; to: string }]
    try {
      return await measure(context, { target: { port: gateway.ready.port, path: '/graphql' }, request: { headers, body: bodyOf('registered', MESSAGE_STATISTICS, { filter: { from, to } }) } })
    } finally {
      await gateway.stop()
    }
  },
}
