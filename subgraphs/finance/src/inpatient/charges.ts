import { addDays, hospitalDay, isDay } from '@hospital/database/clock'
import type { HisCharge } from '@hospital/connectors/his/billing.port'
import { Refusal } from '@hospital/subgraph/refusal'
import type { FinanceContext } from '../context.ts'
import { fromHis, getStay, type Stay } from './account.ts'
import type { InpatientBill, InpatientCategory } from './inpatient.types.ts'

/**
 * What a stay was charged, by category and by day: all of it, or one day. The charges add up to the account of the HIS to the fen, or nothing is
 * shown. Refuses NOT_FOUND, INVALID_INPUT (a day outside the stay), HIS_UNAVAILABLE, HIS_SUMS_DIFFER.
 */
export async function readInpatientBill(ctx: FinanceContext, patientId: string, day?: string | null): Promise<InpatientBill> {
  const stay = await getStay(ctx, patientId)
  const to = stay.dischargedOn ?? hospitalDay(ctx.now())
  if (day && (!isDay(day) || day < stay.admittedOn || day > to)) throw new Refusal('INVALID_INPUT', { message: `请选择 ${stay.admittedOn} 至 ${to} 之间的日期。`, details: { field: 'day' } })
  const charges = await addedUp(ctx, stay, patientId, to)
  const shown = day ? charges.filter((charge) => charge.day === day) : charges
  return {
    accountNumber: stay.number, from: stay.admittedOn, to, day: day ?? null, totalFen: sumOf(shown), readAt: ctx.now(),
    categories: categoriesOf(shown), days: daysOf(charges, stay.admittedOn, to),
  }
}

const sumOf = (charges: readonly HisCharge[]) => charges.reduce((sum, { amountFen }) => sum + amountFen, 0)

/** A charge may land between the two questions: what differs is asked once more. */
async function addedUp(ctx: FinanceContext, stay: Stay, patientId: string, to: string): Promise<HisCharge[]> {
  const ask = () => fromHis(ctx, () => ctx.his.inpatientCharges({ hisAccountId: stay.hisAccountId, from: stay.admittedOn, to }))
  const charges = await ask()
  if (sumOf(charges) === stay.chargedFen) return charges
  const again = await getStay(ctx, patientId)
  const anew = await ask()
  if (again.hisAccountId === stay.hisAccountId && sumOf(anew) === again.chargedFen) return anew
  ctx.log.error({ chargedFen: again.chargedFen, sumFen: sumOf(anew) }, 'charges of a stay do not add up to its account')
  throw new Refusal('HIS_SUMS_DIFFER')
}

function categoriesOf(charges: readonly HisCharge[]): InpatientCategory[] {
  const groups = Map.groupBy(charges, ({ category }) => category)
  return [...groups].map(([category, lines]) => ({ category, amountFen: sumOf(lines), lines: [...lines].sort((a, b) => b.day.localeCompare(a.day)) })).sort((a, b) => b.amountFen - a.amountFen)
}

/** Every day of the stay, also those without a charge, the latest first. */
function daysOf(charges: readonly HisCharge[], from: string, to: string) {
  const groups = Map.groupBy(charges, ({ day }) => day)
  const days: { day: string; amountFen: number }[] = []
  for (let day = to; day >= from; day = addDays(day, -1)) days.push({ day, amountFen: sumOf(groups.get(day) ?? []) })
  return days
}
