import { randomUUID } from 'node:crypto'
import { fenOf, moneyOf, type Account, type Invoice, type PaymentNotice } from '@hospital/connectors/his/billing.fhir'
import { idOf, identifierOf, integerOf, type Appointment } from '@hospital/connectors/his/fhir'
import { extensions, systems } from '@hospital/connectors/his/profile'
import type { HisStatementLine } from '@hospital/connectors/his/statement.port'
import type { PrintedLine } from '../bill-tricks.ts'
import type { Hospital } from './appointments.ts'
import { notFound, refused } from './outcome.ts'
import { addUp, nextReceipt } from './stays.ts'

export interface StatementLine extends PrintedLine {
  kind: string
  direction?: HisStatementLine['direction']
}

type Money = Pick<HisStatementLine, 'kind' | 'direction' | 'reference' | 'amountFen'>

/** The HIS's own journal of money that a platform brought or took back. */
export function keepMoney({ database, clock }: Hospital, { kind, direction, reference, amountFen }: Money): void {
  if (amountFen > 0) database.run('INSERT INTO his_money (serial, kind, direction, reference, fen, at) VALUES (?, ?, ?, ?, ?, ?)', `LS${randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase()}`, kind, direction, reference, amountFen, clock.now())
}

/** A registration's fee, when it is booked and, as far as it was not given back before, when what was booked is cancelled. */
export function keepRegistration(hospital: Hospital, appointment: Appointment, direction: Money['direction']): void {
  const [reference, paidFen] = [identifierOf(appointment, systems.clientReference) ?? '', integerOf(appointment, extensions.paidFen) ?? 0]
  keepMoney(hospital, { kind: 'REGISTRATION', direction, reference, amountFen: direction === 'PAID' ? paidFen : paidFen - givenBackFen(hospital, reference) })
}

const givenBackFen = ({ database }: Hospital, reference: string): number =>
  database.get<{ fen: number }>(`SELECT coalesce(sum(fen), 0) AS fen FROM his_money WHERE kind = 'REGISTRATION' AND direction = 'REFUNDED' AND reference = ?`, reference)!.fen

/** The window gives a part of a registration's fee back; the place stays. */
export function giveBackPart(hospital: Hospital, reference: string, fen: number): { givenBackFen: number } {
  const [appointment] = hospital.store.findBy<Appointment>('Appointment', 'identifier', `${systems.clientReference}|${reference}`)
  if (!appointment) throw notFound('Appointment')
  if (appointment.status !== 'booked' || givenBackFen(hospital, reference) + fen > (integerOf(appointment, extensions.paidFen) ?? 0)) throw refused(409, 'REFUND_TOO_MUCH', 'More than was paid')
  keepMoney(hospital, { kind: 'REGISTRATION', direction: 'REFUNDED', reference, amountFen: fen })
  return { givenBackFen: givenBackFen(hospital, reference) }
}

/** Journal and top-ups of cards, from an instant until before another. */
export function statementBetween({ database }: Hospital, from: number, to: number): StatementLine[] {
  const journal = database.all<StatementLine>('SELECT kind, direction, reference AS number, serial AS channelNo, fen FROM his_money WHERE at >= ? AND at < ? ORDER BY at', from, to)
  const topUps = database.all<StatementLine>(`SELECT 'CARD_TOP_UP' AS kind, 'PAID' AS direction, reference AS number, serial AS channelNo, amount_fen AS fen FROM card_movement
    WHERE kind = 'TOP_UP' AND state = 'DONE' AND reference NOT LIKE 'counter %' AND at >= ? AND at < ? ORDER BY at`, from, to)
  return [...journal, ...topUps]
}

export const cardStatementBetween = ({ database }: Hospital, from: number, to: number): StatementLine[] =>
  database.all<StatementLine>(`SELECT kind, reference AS number, serial AS channelNo, amount_fen AS fen FROM card_movement WHERE kind <> 'TOP_UP' AND state = 'DONE' AND at >= ? AND at < ? ORDER BY at`, from, to)

export interface RefundRow {
  reference: string
  of: string
  fen: number
  serial: string
  at: number
}

export const findRefund = ({ database }: Hospital, reference: string) =>
  database.get<RefundRow>('SELECT reference, of_reference AS of, fen, serial, at FROM his_refund WHERE reference = ?', reference)

/** Takes back what a platform has paid, once for its reference. Refuses what is used up, served, or more than is left. */
export function refundPayment(hospital: Hospital, of: string, reference: string, fen: number): RefundRow {
  const { database, clock } = hospital
  return database.transaction(() => {
    const known = findRefund(hospital, reference)
    if (known && (known.of !== of || known.fen !== fen)) throw refused(409, 'REFERENCE_USED', 'The reference belongs to another refund')
    if (known) return known
    const [notice] = hospital.store.findBy<PaymentNotice>('PaymentNotice', 'identifier', `${systems.clientReference}|${of}`)
    if (!notice) throw notFound('Payment')
    const before = database.get<{ fen: number }>('SELECT coalesce(sum(fen), 0) AS fen FROM his_refund WHERE of_reference = ?', of)!.fen
    if (before + fen > fenOf(notice.amount)) throw refused(409, 'REFUND_TOO_MUCH', 'More than was paid')
    const invoice = idOf(notice.request, 'Invoice')
    if (invoice) takeFromBill(hospital, invoice, before + fen)
    else takeFromStay(hospital, idOf(notice.request, 'Account')!, fen)
    database.run('INSERT INTO his_refund (reference, of_reference, fen, serial, at) VALUES (?, ?, ?, ?, ?)', reference, of, fen, nextReceipt(hospital), clock.now())
    keepMoney(hospital, { kind: invoice ? 'OUTPATIENT_BILL' : 'DEPOSIT', direction: 'REFUNDED', reference, amountFen: fen })
    return findRefund(hospital, reference)!
  })
}

function takeFromBill({ store }: Hospital, id: string, refundedFen: number): void {
  const invoice = store.find<Invoice>('Invoice', id)!
  if (invoice.extension?.some(({ url }) => url === extensions.servedAt)) throw refused(409, 'BILL_SERVED', 'What the bill is for was handed out')
  store.put<Invoice>({ ...invoice, id, extension: [...(invoice.extension ?? []).filter(({ url }) => url !== extensions.refundedFen), { url: extensions.refundedFen, valueInteger: refundedFen }] })
}

function takeFromStay(hospital: Hospital, id: string, fen: number): void {
  const account = hospital.store.find<Account>('Account', id)!
  if (account.status !== 'active') throw refused(409, 'ACCOUNT_CLOSED', 'The stay has been settled')
  const balance = (integerOf(account, extensions.depositedFen) ?? 0) - (integerOf(account, extensions.chargedFen) ?? 0)
  if (balance < fen) throw refused(409, 'BALANCE_USED', `Only ${moneyOf(Math.max(balance, 0)).value} is left`)
  addUp(hospital, id, extensions.depositedFen, -fen)
}

/** Drugs are handed out, the examination is done. */
export function serveBill({ store, clock }: Hospital, id: string): Invoice {
  const invoice = store.find<Invoice>('Invoice', id)
  if (!invoice) throw notFound('Invoice')
  return store.put<Invoice>({ ...invoice, id, extension: [...(invoice.extension ?? []), { url: extensions.servedAt, valueInstant: new Date(clock.now()).toISOString() }] })
}
