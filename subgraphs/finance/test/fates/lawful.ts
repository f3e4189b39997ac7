import type { Transitions } from '@hospital/subgraph/transitions'
import { billTransitions } from '../../src/bills/bill.status.ts'
import { paymentTransitions } from '../../src/cashier/payment.status.ts'
import { topUpTransitions } from '../../src/hospital-card/top-up.status.ts'
import { depositTransitions } from '../../src/inpatient/deposit.status.ts'
import { insuranceTransitions } from '../../src/insurance/insurance.status.ts'
import { orderTransitions } from '../../src/orders/order.status.ts'
import { refundRequestTransitions } from '../../src/refund-requests/refund-request.status.ts'
import { refundTransitions } from '../../src/refunds/refund.status.ts'
import type { World } from './world.ts'

/** How each thing begins, and the table of its life. */
const LIVES: Record<string, { table: string; first: readonly string[]; transitions: Transitions<string> }> = {
  Order: { table: '"order"', first: ['OPEN'], transitions: orderTransitions },
  Payment: { table: 'payment', first: ['CREATED', 'SUCCEEDED'], transitions: paymentTransitions },
  Refund: { table: 'refund', first: ['REQUESTED'], transitions: refundTransitions },
  RefundRequest: { table: 'refund_request', first: ['PENDING'], transitions: refundRequestTransitions },
  OutpatientBill: { table: 'outpatient_bill', first: ['UNPAID', 'PAID_AT_COUNTER', 'VOID'], transitions: billTransitions },
  InpatientDeposit: { table: 'inpatient_deposit', first: ['AWAITING_PAYMENT'], transitions: depositTransitions },
  CardTopUp: { table: 'card_top_up', first: ['ORDERED'], transitions: topUpTransitions },
  InsuranceSettlement: { table: 'insurance_settlement', first: ['PRESETTLED'], transitions: insuranceTransitions },
}

/** Moves that no table knows, and things that stand where no move has brought them. */
export async function unlawfulMoves({ sql }: World, ids: readonly string[]): Promise<{ id: string; what: string }[]> {
  const moves = await sql<{ type: string; id: string; action: string; from: string; to: string }[]>`
    select distinct subject_type as type, subject_id as id, action, from_status as from, to_status as to from finance.trace where subject_id = any(${ids}::uuid[])`
  const unlawful = moves.filter(({ type, action, from, to }) => {
    const move = LIVES[type]?.transitions[action]
    return !move || move.to !== to || !move.from.includes(from)
  }).map(({ id, type, action, from, to }) => ({ id, what: `${type} ${id}: ${from} ${action} ${to}` }))
  const stands = await Promise.all(Object.entries(LIVES).map(async ([type, { table, first }]) => {
    const rows = await sql<{ id: string; status: string }[]>`select id, status::text from ${sql.unsafe(`finance.${table}`)} where id = any(${ids}::uuid[])`
    const reached = Map.groupBy(moves.filter((move) => move.type === type), ({ id }) => id)
    return rows.filter(({ id, status }) => !first.includes(status) && !reached.get(id)?.some(({ to }) => to === status)).map(({ id, status }) => ({ id, what: `${type} ${id} is ${status}, and no move led there` }))
  }))
  return [...unlawful, ...stands.flat()]
}
