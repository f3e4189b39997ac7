export const billParties = ['wechatpay', 'alipay', 'unionpay', 'insurance', 'card', 'his'] as const
export type BillParty = (typeof billParties)[number]

/** `missing`: a line that happened is not on the bill; `amount`: it says a cent more; `unknown`: a line that nobody made; `not-ready`: no bill yet; `truncated`: it comes cut short. */
export const billTricks = ['missing', 'amount', 'unknown', 'not-ready', 'truncated'] as const
export type BillTrickKind = (typeof billTricks)[number]

export interface BillTrick {
  trick: BillTrickKind
  /** Of which line; the first where it is not said. Of `unknown`: its number. */
  number?: string
}

/** What every party's bill is made of. */
export interface PrintedLine {
  number: string
  channelNo: string
  fen: number
}

const strange = { number: 'WAIBU20260001', channelNo: '99990000000000000000', fen: 4_321 }

/** Bills that go wrong on purpose, until it is cleared. */
export function createBillTricks() {
  const armed = new Map<BillParty, BillTrick>()
  return {
    arm: (party: BillParty, trick: BillTrick) => void armed.set(party, trick),
    clear: () => armed.clear(),
    notReady: (party: BillParty) => armed.get(party)?.trick === 'not-ready',
    /** The lines as this bill tells them. */
    bend<Line extends PrintedLine>(party: BillParty, lines: readonly Line[]): Line[] {
      const { trick, number } = armed.get(party) ?? {}
      const at = number ? lines.findIndex((line) => line.number === number) : 0
      if (trick === 'missing') return lines.filter((_, index) => index !== at)
      if (trick === 'amount') return lines.map((line, index) => (index === at ? { ...line, fen: line.fen + 1 } : line))
      if (trick === 'unknown' && lines[0]) return [...lines, { ...lines[0], ...strange, ...(number && { number }) }]
      return [...lines]
    },
    /** The file as it arrives. */
    cut: (party: BillParty, file: Buffer): Buffer => (armed.get(party)?.trick === 'truncated' ? file.subarray(0, Math.floor(file.length * 0.7)) : file),
  }
}

export type BillTricks = ReturnType<typeof createBillTricks>
