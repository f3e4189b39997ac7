import type { BillFlow, BillLine, DayBill } from '@hospital/connectors/payments/bill'
import type { DifferenceKind, DifferenceSubject } from './difference.kinds.ts'

/** A payment or refund as we have it; for the HIS an order, or what was given back of it. */
export interface OwnLine {
  id: string
  number: string
  amountFen: number
  status: string
  /** What the ledger says came in or went out for it. */
  ledgerFen: number
  /** It had its effect within the day. */
  onDay: boolean
  /** Whether the other side must have it: where that is not certain, it is not missed. */
  certain: boolean
}

export interface Difference {
  kind: DifferenceKind
  subject: DifferenceSubject
  number: string
  hereFen?: number
  thereFen?: number
  hereStatus?: string
  thereStatus?: string
  /** What the ledger had booked of it when it was compared. */
  bookedFen?: number
  paymentId?: string
  refundId?: string
  orderId?: string
}

export interface Bill extends DayBill {
  /** Numbers that stand on the neighbouring days' bills: clocks differ at midnight. */
  nearby?: ReadonlySet<string>
}

export interface Sides {
  payments: OwnLine[]
  refunds: OwnLine[]
  bill: Bill
}

type Side = Exclude<DifferenceSubject, 'LEDGER' | 'FUND_FLOW'>

/** Every line of the day that the channel's bill and our books do not agree on, to the fen. */
export function compare({ payments, refunds, bill }: Sides): Difference[] {
  return [
    ...compareSide('PAYMENT', payments, bill), ...compareSide('REFUND', refunds, bill),
    ...compareLedger('PAYMENT', payments), ...compareLedger('REFUND', refunds),
    ...(bill.flow ? compareFlow(bill.lines, bill.flow) : []),
  ]
}

/** The same with what the HIS holds as paid and as given back. The ledger keeps no account of the HIS, so there is nothing further to compare. */
export function compareWithHis({ payments, refunds, bill }: Sides): Difference[] {
  return [...compareSide('ORDER', payments, bill), ...compareSide('ORDER_REFUND', refunds, bill)]
}

const KIND_OF: { [S in Side]: BillLine['kind'] } = { PAYMENT: 'PAYMENT', ORDER: 'PAYMENT', REFUND: 'REFUND', ORDER_REFUND: 'REFUND' }

function compareSide(subject: Side, own: OwnLine[], { lines, nearby }: Bill): Difference[] {
  const channel = lines.filter(({ kind }) => kind === KIND_OF[subject])
  const here = new Map(own.map((line) => [line.number, line]))
  const there = new Set(channel.map(({ number }) => number))
  const known = channel.flatMap((line) => compareLine(subject, here.get(line.number), line))
  const missingThere = own.filter((line) => line.status === 'SUCCEEDED' && line.onDay && line.certain && line.amountFen > 0 && !there.has(line.number) && !nearby?.has(line.number))
  return [...known, ...missingThere.map((line): Difference => ({ kind: 'MISSING_THERE', subject, number: line.number, hereFen: line.amountFen, hereStatus: line.status, ...about(subject, line) }))]
}

function compareLine(subject: Side, own: OwnLine | undefined, { number, fen }: BillLine): Difference[] {
  const thereStatus = 'SUCCEEDED'
  if (!own) return [{ kind: 'MISSING_HERE', subject, number, thereFen: fen, thereStatus, bookedFen: 0 }]
  const both = { subject, number, hereFen: own.amountFen, thereFen: fen, hereStatus: own.status, thereStatus, ...about(subject, own) }
  return [
    ...(own.amountFen === fen ? [] : [{ ...both, kind: 'AMOUNT_DIFFERS' as const }]),
    ...(own.status === thereStatus ? [] : [{ ...both, kind: 'STATUS_DIFFERS' as const }]),
  ]
}

function compareLedger(subject: 'PAYMENT' | 'REFUND', own: OwnLine[]): Difference[] {
  return own.filter((line) => line.ledgerFen !== (line.status === 'SUCCEEDED' ? line.amountFen : 0))
    .map((line) => ({ kind: 'AMOUNT_DIFFERS', subject: 'LEDGER', number: line.number, hereFen: line.ledgerFen, thereFen: line.amountFen, ...about(subject, line) }))
}

function compareFlow(lines: BillLine[], flow: BillFlow[]): Difference[] {
  const moved = new Map<string, number>()
  for (const { channelNo, fen } of flow) moved.set(channelNo, (moved.get(channelNo) ?? 0) + fen)
  const billed = new Set(lines.map(({ channelNo }) => channelNo))
  const differing = lines.map((line) => ({ ...line, fen: line.kind === 'REFUND' ? -line.fen : line.fen })).filter(({ channelNo, fen }) => moved.get(channelNo) !== fen).map((line): Difference => {
    const fen = moved.get(line.channelNo)
    return { kind: fen === undefined ? 'MISSING_THERE' : 'AMOUNT_DIFFERS', subject: 'FUND_FLOW', number: line.channelNo, hereFen: line.fen, ...(fen !== undefined && { thereFen: fen }) }
  })
  const unbilled = [...moved].filter(([channelNo]) => !billed.has(channelNo))
  return [...differing, ...unbilled.map(([number, thereFen]): Difference => ({ kind: 'MISSING_HERE', subject: 'FUND_FLOW', number, thereFen }))]
}

function about(subject: Side, { id, ledgerFen: bookedFen }: OwnLine) {
  if (subject === 'PAYMENT') return { paymentId: id, bookedFen }
  return subject === 'REFUND' ? { refundId: id, bookedFen } : { orderId: id, bookedFen }
}
