import type { FundFlowRow, TradeBillRow } from '@hospital/connectors/wechatpay/port'
import type { DifferenceKind, DifferenceSubject } from './difference.kinds.ts'

/** A payment or refund as we have it. */
export interface OwnLine {
  id: string
  number: string
  amountFen: number
  status: string
  /** What the ledger says came in or went out for it. */
  ledgerFen: number
  /** It had its effect within the day. */
  onDay: boolean
}

export interface Difference {
  kind: DifferenceKind
  subject: DifferenceSubject
  number: string
  hereFen?: number
  thereFen?: number
  hereStatus?: string
  thereStatus?: string
  paymentId?: string
  refundId?: string
}

export interface Sides {
  payments: OwnLine[]
  refunds: OwnLine[]
  bill: TradeBillRow[]
  flow: FundFlowRow[]
}

type Side = 'PAYMENT' | 'REFUND'

interface ChannelLine {
  number: string
  /** The channel's own number of it. */
  channelNo: string
  fen: number
  status: string
}

/** Every line of the day that the channel's bills and our books do not agree on, to the fen. */
export function compare({ payments, refunds, bill, flow }: Sides): Difference[] {
  const paid = bill.filter(({ kind }) => kind === 'SUCCESS').map((row): ChannelLine => ({ number: row.outTradeNo, channelNo: row.transactionId, fen: row.amountFen, status: 'SUCCEEDED' }))
  const returned = bill.filter(({ kind, refundState }) => kind === 'REFUND' && refundState === 'SUCCESS')
    .map((row): ChannelLine => ({ number: row.outRefundNo ?? '', channelNo: row.refundId ?? '', fen: row.refundFen, status: 'SUCCEEDED' }))
  return [
    ...compareSide('PAYMENT', payments, paid), ...compareSide('REFUND', refunds, returned),
    ...compareLedger('PAYMENT', payments), ...compareLedger('REFUND', refunds),
    ...compareFlow([...paid, ...returned.map((line) => ({ ...line, fen: -line.fen }))], flow),
  ]
}

function compareSide(subject: Side, own: OwnLine[], channel: ChannelLine[]): Difference[] {
  const here = new Map(own.map((line) => [line.number, line]))
  const there = new Set(channel.map(({ number }) => number))
  const known = channel.flatMap((line) => compareLine(subject, here.get(line.number), line))
  const missingThere = own.filter((line) => line.status === 'SUCCEEDED' && line.onDay && line.amountFen > 0 && !there.has(line.number))
  return [...known, ...missingThere.map((line): Difference => ({ kind: 'MISSING_THERE', subject, number: line.number, hereFen: line.amountFen, hereStatus: line.status, ...idOf(subject, line) }))]
}

function compareLine(subject: Side, own: OwnLine | undefined, { number, fen, status }: ChannelLine): Difference[] {
  if (!own) return [{ kind: 'MISSING_HERE', subject, number, thereFen: fen, thereStatus: status }]
  const both = { subject, number, hereFen: own.amountFen, thereFen: fen, hereStatus: own.status, thereStatus: status, ...idOf(subject, own) }
  return [
    ...(own.amountFen === fen ? [] : [{ ...both, kind: 'AMOUNT_DIFFERS' as const }]),
    ...(own.status === status ? [] : [{ ...both, kind: 'STATUS_DIFFERS' as const }]),
  ]
}

function compareLedger(subject: Side, own: OwnLine[]): Difference[] {
  return own.filter((line) => line.ledgerFen !== (line.status === 'SUCCEEDED' ? line.amountFen : 0))
    .map((line) => ({ kind: 'AMOUNT_DIFFERS', subject: 'LEDGER', number: line.number, hereFen: line.ledgerFen, thereFen: line.amountFen, ...idOf(subject, line) }))
}

/** Fees stand in lines of their own; a trade and its refunds stand under the channel's own numbers. */
const isTrade = ({ name }: FundFlowRow) => name === '交易' || name === '退款'

function compareFlow(bill: ChannelLine[], flow: FundFlowRow[]): Difference[] {
  const moved = new Map<string, number>()
  for (const row of flow.filter(isTrade)) moved.set(row.businessNo, (moved.get(row.businessNo) ?? 0) + row.fen)
  const billed = new Set(bill.map(({ channelNo }) => channelNo))
  const differing = bill.filter(({ channelNo, fen }) => moved.get(channelNo) !== fen).map((line): Difference => {
    const fen = moved.get(line.channelNo)
    return { kind: fen === undefined ? 'MISSING_THERE' : 'AMOUNT_DIFFERS', subject: 'FUND_FLOW', number: line.channelNo, hereFen: line.fen, ...(fen !== undefined && { thereFen: fen }) }
  })
  const unbilled = [...moved].filter(([channelNo]) => !billed.has(channelNo))
  return [...differing, ...unbilled.map(([number, thereFen]): Difference => ({ kind: 'MISSING_HERE', subject: 'FUND_FLOW', number, thereFen }))]
}

const idOf = (subject: Side, { id }: OwnLine) => (subject === 'PAYMENT' ? { paymentId: id } : { refundId: id })
