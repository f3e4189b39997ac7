import { randomUUID } from 'node:crypto'
import type { Patient } from '@hospital/connectors/his/fhir'
import { identifierOf } from '@hospital/connectors/his/fhir'
import { systems } from '@hospital/connectors/his/profile'
import type { Hospital } from './appointments.ts'
import { notFound, refused } from './outcome.ts'

export type MovementKind = 'TOP_UP' | 'CHARGE' | 'REVERSAL'

export interface CardMovement {
  reference: string
  kind: MovementKind
  patientId: string
  amountFen: number
  /** VOID: given up before it came; it never can. */
  state: 'DONE' | 'VOID'
  serial: string
  /** REVERSAL: of which charge. */
  of: string | null
  at: number
}

const columns = 'reference, kind, patient_id AS patientId, amount_fen AS amountFen, state, serial, of_reference AS of, at'

/** Money on hospital cards (就诊卡账户). Every movement has the caller's number and happens once; a balance never falls below zero. */
export function createCardAccounts({ database, store, clock }: Hospital) {
  const find = (reference: string) => database.get<CardMovement>(`SELECT ${columns} FROM card_movement WHERE reference = ?`, reference)
  const balanceOf = (patientId: string) => database.get<{ fen: number }>('SELECT balance_fen AS fen FROM card_account WHERE patient_id = ?', patientId)?.fen ?? 0

  function requireCard(patientId: string) {
    const patient = store.find<Patient>('Patient', patientId)
    if (!patient) throw notFound('Patient')
    if (!identifierOf(patient, systems.hospitalCard)) throw refused(409, 'CARD_UNKNOWN', 'The patient has no hospital card')
  }

  function move(patientId: string, fen: number) {
    if (balanceOf(patientId) + fen < 0) throw refused(409, 'BALANCE_SHORT', 'The balance does not cover it')
    database.run('INSERT OR IGNORE INTO card_account (patient_id, balance_fen) VALUES (?, 0)', patientId)
    database.run('UPDATE card_account SET balance_fen = balance_fen + ? WHERE patient_id = ?', fen, patientId)
  }

  function keep(movement: Omit<CardMovement, 'serial' | 'at'>): CardMovement {
    const { reference, kind, patientId, amountFen, state, of } = movement
    database.run('INSERT INTO card_movement (reference, kind, patient_id, amount_fen, state, serial, of_reference, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)', reference, kind, patientId, amountFen, state, `KH${randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase()}`, of, clock.now())
    return find(reference)!
  }

  const reversedFen = (of: string) => database.get<{ fen: number }>(`SELECT coalesce(sum(amount_fen), 0) AS fen FROM card_movement WHERE of_reference = ?`, of)!.fen

  function once(reference: string, kind: MovementKind, patientId: string, amountFen: number, work: () => void): CardMovement {
    const known = find(reference)
    if (known?.state === 'VOID') throw refused(409, 'MOVEMENT_VOID', 'The movement was given up')
    if (known) {
      if (known.kind !== kind || known.patientId !== patientId || known.amountFen !== amountFen) throw refused(409, 'REFERENCE_USED', 'The reference belongs to another movement')
      return known
    }
    requireCard(patientId)
    work()
    return keep({ reference, kind, patientId, amountFen, state: 'DONE', of: null })
  }

  return {
    find, balanceOf, requireCard,
    topUp: (patientId: string, reference: string, fen: number) => database.transaction(() => once(reference, 'TOP_UP', patientId, fen, () => move(patientId, fen))),
    charge: (patientId: string, reference: string, fen: number) => database.transaction(() => once(reference, 'CHARGE', patientId, fen, () => move(patientId, -fen))),
    /** Gives a charge back, at most what was taken. */
    reverse: (of: string, reference: string, fen: number) => database.transaction(() => {
      const known = find(reference)
      if (known) return known
      const charge = find(of)
      if (charge?.kind !== 'CHARGE' || charge.state !== 'DONE') throw notFound('Charge')
      if (reversedFen(of) + fen > charge.amountFen) throw refused(409, 'REVERSAL_TOO_MUCH', 'More than was charged')
      move(charge.patientId, fen)
      return keep({ reference, kind: 'REVERSAL', patientId: charge.patientId, amountFen: fen, state: 'DONE', of })
    }),
    /** A charge that has not come is void from now on; one that has come stays. */
    giveUp: (patientId: string, reference: string, fen: number) => database.transaction(() => find(reference) ?? keep({ reference, kind: 'CHARGE', patientId, amountFen: fen, state: 'VOID', of: null })),
    payIn: (patientId: string, fen: number) => {
      database.transaction(() => once(`counter ${randomUUID()}`, 'TOP_UP', patientId, fen, () => move(patientId, fen)))
      return { balanceFen: balanceOf(patientId) }
    },
    list: () => database.all<{ patientId: string; balanceFen: number }>('SELECT patient_id AS patientId, balance_fen AS balanceFen FROM card_account ORDER BY patient_id'),
  }
}

export type CardAccounts = ReturnType<typeof createCardAccounts>
