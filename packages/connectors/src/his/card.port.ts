/** Money on the hospital card (就诊卡账户). The HIS keeps it and alone decides what it covers; every movement has our number and happens once. */
export interface HisCardPort {
  /** Who a record is of, for the insurer and for cards. Null where the HIS does not know it. */
  getPerson(hisPatientId: string): Promise<HisPerson | null>
  /** CONFLICT `CARD_UNKNOWN` where the person has no card. */
  cardBalance(hisPatientId: string): Promise<number>
  /** Puts money on the card. CONFLICT `CARD_UNKNOWN`. */
  topUpCard(movement: CardMovementInput): Promise<HisCardMovement>
  /** Takes money from it. CONFLICT `BALANCE_SHORT` | `CARD_UNKNOWN` | `MOVEMENT_VOID`. */
  chargeCard(movement: CardMovementInput): Promise<HisCardMovement>
  /** Gives up a charge that may not have come: it is VOID and can never come, or DONE where it had come before. */
  giveUpCharge(movement: CardMovementInput): Promise<HisCardMovement>
  /** Gives all or part of a charge back to the card. CONFLICT `REVERSAL_TOO_MUCH`. */
  reverseCharge(reversal: { chargeReference: string; reference: string; amountFen: number }): Promise<HisCardMovement>
  /** The look-up after an unknown result. Null: the HIS never took it. */
  findCardMovement(reference: string): Promise<HisCardMovement | null>
}

export interface HisPerson {
  name: string
  idCard: string
  hospitalCard: string | null
  insuranceCard: string | null
}

export interface CardMovementInput {
  hisPatientId: string
  reference: string
  amountFen: number
}

export interface HisCardMovement {
  reference: string
  kind: 'TOP_UP' | 'CHARGE' | 'REVERSAL'
  state: 'DONE' | 'VOID'
  amountFen: number
  /** The HIS's own number of it. */
  serial: string
  at: Date
}
