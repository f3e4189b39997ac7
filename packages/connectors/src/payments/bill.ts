import { ConnectorFailure, type PortName } from '../failure.ts'

/** One payment or refund on a channel's bill. */
export interface BillLine {
  kind: 'PAYMENT' | 'REFUND'
  /** As we gave it: out_trade_no, out_refund_no. */
  number: string
  /** The channel's own. */
  channelNo: string
  fen: number
}

/** What moved on the merchant's account at the channel. Positive: into it. */
export interface BillFlow {
  channelNo: string
  fen: number
}

/** What a channel itself says of a day (对账单), in one shape whatever file it came in. */
export interface DayBill {
  lines: BillLine[]
  /** What the channel kept for itself. */
  feeFen: number
  /** Where the channel tells trades and the movements of the account apart (资金账单). */
  flow?: BillFlow[]
}

export interface DayBillPort {
  /**
   * The bill of a day that is over. Null: the channel has no file of that day, because nothing was traded or because it is not made yet.
   * UNAVAILABLE `BILL_NOT_READY`; GARBAGE `BILL_UNREADABLE` (cut short, or its rows are not what it sums up to).
   */
  dayBill(day: string): Promise<DayBill | null>
}

/** Reads a bill, or says that it does not hold. */
export function readingBill<T>(port: PortName, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw new ConnectorFailure({ kind: 'GARBAGE', port, code: 'BILL_UNREADABLE', message: `${port} bill: does not hold`, cause })
  }
}

/** Larger is no bill of a hospital. */
const MOST_BYTES = 256 * 1024 * 1024

/** For `unzipSync`: only files of a bill's size. */
export const billSized = { filter: ({ originalSize }: { originalSize: number }) => originalSize <= MOST_BYTES }
