import { makePastAppointments, makePatients } from '../house/data.ts'
import { alternate } from '../measure/alternate.ts'
import { hasPgbench, pgbench } from '../pgbench/pgbench.ts'
import { clearHolds, openBookers } from './booking-run.ts'
import { recordBooking, slotFor } from './booking-script.ts'
import { atLeast, perSecond, times, type Curve, type Row, type RowContext } from './row.ts'

const WHAT = 'Booking through the gateway: session, limits, access, rules, the transaction with its outbox, its events delivered meanwhile (clinics that no HIS stands behind)'
const PAST = 10_000

async function growth(context: RowContext): Promise<Curve[]> {
  const { world, scales, say } = context
  if (scales.length < 2) return []
  await makePatients(world, 200_001, 202_000)
  const bookers = await openBookers(context)
  const points: Curve['points'] = []
  try {
    let rows = 0
    for (const scale of scales) {
      await makePastAppointments(world, 1_000_000 + rows, 1_000_000 + PAST * scale - 1, 2_000)
      rows = PAST * scale
      await bookers.book(slotFor)
      const { counted, seconds } = await bookers.book(slotFor)
      points.push({ size: rows, cost: (seconds * 1000) / counted })
      say(`  booking with ${rows} past appointments: ${((seconds * 1000) / counted).toFixed(3)} ms`)
    }
  } finally {
    await bookers.close()
  }
  return [{ what: 'Booking through the gateway', of: 'appointments in the table', unit: 'ms of the whole server for one booking', points }]
}

export const booking: Row = {
  name: 'booking',
  async run(context) {
    const { world, rounds, seconds, say } = context
    if (!hasPgbench()) return { lines: [], skipped: [{ what: WHAT, why: 'no pgbench' }], curves: await growth(context) }
    await clearHolds(world)
    const script = await recordBooking(context, () => openBookers({ ...context, seconds: 1 }))
    const bookers = await openBookers(context)
    let started = 0
    try {
      await bookers.book(slotFor)
      const found = await alternate(async () => {
        const { counted, seconds: took, cpu } = await bookers.book(slotFor)
        return { rate: counted / took, cpu: (cpu / counted) * 1000 }
      }, async () => {
        await clearHolds(world)
        const rate = await pgbench(world, { name: 'booking', scripts: [script], seconds, variables: { i: 20_000 * started++ } })
        return { rate, cpu: 1 }
      }, rounds)
      say(`  booking: ${perSecond(found.ours.rate!)} against ${perSecond(found.theirs.rate!)}`)
      return {
        lines: [{
          what: WHAT, against: 'pgbench running the same SQL transaction (as PostgreSQL logged it), same server, 16 clients', ours: perSecond(found.ours.rate!), theirs: perSecond(found.theirs.rate!),
          measured: found.ratios.rate!, shown: times(found.ratios.rate!), spread: found.spreads.rate, goal: atLeast(found.ratios.rate!, 0.5, '≥ 0.35×, then 0.5×'), note: `${found.ours.cpu!.toFixed(2)} ms CPU of our process a booking, its background jobs included`,
        }],
        curves: await growth(context),
      }
    } finally {
      await bookers.close()
    }
  },
}
