import { idOf } from '../house/ids.ts'
import { alternate, type Side } from '../measure/alternate.ts'
import { HOLD, bodyOf } from '../house/operations.ts'
import { hasPgbench, pgbench } from '../pgbench/pgbench.ts'
import { clearHolds, openBookers, type Bookers } from './booking-run.ts'
import { atLeast, perSecond, times, type Line, type Row, type RowContext } from './row.ts'

const HOT = idOf('slot', 1)
const FULL = idOf('slot', 6)
const AGAINST = 'pgbench: a one-row guarded update (remaining - 1 where remaining > 0), nothing else, same server, 16 clients'
const GUARDED = `update clinical.slot set remaining = remaining - 1 where id = '${HOT}' and not stopped and remaining > 0 returning id;\n`
const CONNECTIONS = 16

/** Answers to people who come when nothing is left: the same segment, every time SLOT_FULL. */
function soldOut({ load, seconds }: RowContext, { gateway, people }: Bookers): Side {
  const requests = people.map(({ headers, patientId }) => ({ headers, body: bodyOf('registered', HOLD, { input: { slotId: FULL, patientId } }) }))
  return async () => {
    const result = await load.run({ target: { port: gateway.ready.port, path: '/graphql' }, requests, mode: 'repeat', connections: CONNECTIONS, seconds, counting: '"SLOT_FULL"' })
    if (result.failed || result.counted !== result.sent) throw new Error(`${result.sent - result.counted} of ${result.sent} were not told that it is full: ${result.failure ?? ''}`)
    return { rate: result.sent / result.seconds }
  }
}

function line(what: string, found: Awaited<ReturnType<typeof alternate>>, goal: number): Line {
  return { what, against: AGAINST, ours: perSecond(found.ours.rate!), theirs: perSecond(found.theirs.rate!), measured: found.ratios.rate!, shown: times(found.ratios.rate!), spread: found.spreads.rate, goal: atLeast(found.ratios.rate!, goal, `≥ ${goal}×`) }
}

export const hotSlot: Row = {
  name: 'hot-slot',
  async run(context) {
    const { world, rounds, seconds, say } = context
    if (!hasPgbench()) return { lines: [], skipped: [{ what: 'Bookings of one hot slot; sold-out answers', why: 'no pgbench' }] }
    const bookers = await openBookers(context)
    const guarded: Side = async () => {
      await clearHolds(world)
      return { rate: await pgbench(world, { name: 'guarded', scripts: [GUARDED], seconds }) }
    }
    try {
      await bookers.book(() => HOT)
      const hot = await alternate(async () => {
        const { counted, seconds: took } = await bookers.book(() => HOT)
        return { rate: counted / took }
      }, guarded, rounds)
      say(`  hot slot: ${perSecond(hot.ours.rate!)} against ${perSecond(hot.theirs.rate!)}`)
      const answer = soldOut(context, bookers)
      const full = await alternate(async () => {
        await world.sql`update clinical.slot set remaining = 0 where id = ${FULL}`
        return answer()
      }, guarded, rounds)
      say(`  sold out: ${perSecond(full.ours.rate!)} against ${perSecond(full.theirs.rate!)}`)
      return { lines: [line('Bookings of one hot slot through the gateway, each a whole booking', hot, 1), line('Sold-out answers of one slot through the gateway', full, 10)] }
    } finally {
      await clearHolds(world)
      await bookers.close()
    }
  },
}
