import { randomBytes } from 'node:crypto'
import { fenOf } from '@hospital/connectors/insurance/amounts'
import type { Wire } from '@hospital/connectors/insurance/envelope'
import type { Patient } from '@hospital/connectors/his/fhir'
import { identifierOf } from '@hospital/connectors/his/fhir'
import { systems } from '@hospital/connectors/his/profile'
import type { Hospital } from '../his/appointments.ts'
import { dayOf } from '../days.ts'
import { payTable, splitFees, type Level, type Used } from './pay-table.ts'

export class InsuranceError extends Error {
  readonly bizCode: string

  constructor(bizCode: string, message: string) {
    super(message)
    this.bizCode = bizCode
  }
}

export interface InsuranceOrder {
  number: string
  payOrdId: string
  payToken: string
  idCard: string
  state: 'SAVED' | 'SETTLED' | 'REFUNDED' | 'REVOKED'
  totalFen: number
  fundFen: number
  accountFen: number
  cashFen: number
  deductibleFen: number
  callbackUrl: string
  createdAt: number
  settledAt: number | null
  settlementNumber: string | null
}

export interface InsuranceRefundRow {
  refundNumber: string
  refundId: string
  number: string
  fundFen: number
  accountFen: number
  at: number
}

const columns = `number, pay_ord_id AS payOrdId, pay_token AS payToken, id_card AS idCard, state, total_fen AS totalFen, fund_fen AS fundFen, account_fen AS accountFen, cash_fen AS cashFen,
  deductible_fen AS deductibleFen, callback_url AS callbackUrl, created_at AS createdAt, settled_at AS settledAt, settlement_number AS settlementNumber`
const refundColumns = 'refund_number AS refundNumber, refund_id AS refundId, number, fund_fen AS fundFen, account_fen AS accountFen, at'

/** Of a voucher that a phone has shown, and of a pay token. */
const VOUCHER_MS = 10 * 60_000
const PAY_TOKEN_MS = 30 * 60_000
const token = () => randomBytes(16).toString('hex').toUpperCase()

/** The insurer: vouchers, orders, and what each insured person has used this year. */
export function createInsurer({ database, clock, store }: Hospital, tell: (order: InsuranceOrder) => void) {
  const find = (number: string) => database.get<InsuranceOrder>(`SELECT ${columns} FROM insurance_order WHERE number = ?`, number)
  const refundsOf = (number: string) => database.all<InsuranceRefundRow>(`SELECT ${refundColumns} FROM insurance_refund WHERE number = ?`, number)

  function get(number: string): InsuranceOrder {
    const order = find(number)
    if (!order) throw new InsuranceError('4040', '订单不存在')
    return order
  }

  const insured = () => database.all<{ json: string }>(`SELECT json FROM resource WHERE type = 'Patient' ORDER BY key DESC LIMIT 400`)
    .map(({ json }) => JSON.parse(json) as Patient).filter((one) => identifierOf(one, systems.insuranceCard) !== null)
  const personOf = (idCard: string) => store.findBy<Patient>('Patient', 'identifier', `${systems.idCard}|${idCard}`)[0]

  function used(idCard: string): Used {
    const year = dayOf(clock.now()).slice(0, 4)
    return database.get<Used>(`SELECT coalesce(sum(deductible_fen), 0) AS deductibleFen, coalesce(sum(fund_fen), 0) AS fundFen, coalesce(sum(account_fen), 0) AS accountFen
      FROM insurance_order WHERE id_card = ? AND state = 'SETTLED' AND settled_at >= ?`, idCard, Date.parse(`${year}-01-01T00:00:00+08:00`))!
  }

  function requireVoucher(ecToken: string, idCard: string) {
    const voucher = database.get<{ idCard: string; givenAt: number }>('SELECT id_card AS idCard, given_at AS givenAt FROM insurance_voucher WHERE token = ?', ecToken)
    if (!voucher || voucher.givenAt + VOUCHER_MS <= clock.now()) throw new InsuranceError('4001', '电子凭证已过期')
    if (voucher.idCard !== idCard) throw new InsuranceError('4003', '电子凭证不属于该参保人')
  }

  return {
    find, get, refundsOf, insured,
    list: () => database.all<InsuranceOrder>(`SELECT ${columns} FROM insurance_order ORDER BY created_at DESC LIMIT 200`),

    giveVoucher(idCard: string): string {
      const person = personOf(idCard)
      if (!person || !identifierOf(person, systems.insuranceCard)) throw new InsuranceError('4002', '未参保')
      const ecToken = token()
      database.run('INSERT INTO insurance_voucher (token, id_card, given_at) VALUES (?, ?, ?)', ecToken, idCard, clock.now())
      return ecToken
    },
    expireVouchers: () => database.run('UPDATE insurance_voucher SET given_at = 0'),

    /** 6201. The same number with the same sum answers the same; with another one it is refused. */
    upload: (fee: Wire): InsuranceOrder => database.transaction(() => {
      const { medOrgOrd, ecToken, idNo, userName, feeSumamt, callbackUrl, feeList } = fee as Record<'medOrgOrd' | 'ecToken' | 'idNo' | 'userName' | 'feeSumamt' | 'callbackUrl', string> & { feeList: { amt: string; chrgItemLv: Level }[] }
      requireVoucher(ecToken, idNo)
      const person = personOf(idNo)
      if (!person || !identifierOf(person, systems.insuranceCard)) throw new InsuranceError('4002', '未参保')
      if (person.name[0]?.text !== userName) throw new InsuranceError('4003', '姓名与参保信息不符')
      const items = feeList.map(({ amt, chrgItemLv }) => ({ level: chrgItemLv, fen: fenOf(amt) }))
      if (items.reduce((sum, { fen }) => sum + fen, 0) !== fenOf(feeSumamt)) throw new InsuranceError('4010', '明细与总额不符')
      const known = find(medOrgOrd)
      if (known && (known.state !== 'SAVED' || known.totalFen !== fenOf(feeSumamt) || known.idCard !== idNo)) throw new InsuranceError('4004', '订单号重复')
      if (known) return known
      const split = splitFees(payTable(database), items, used(idNo))
      database.run(`INSERT INTO insurance_order (number, pay_ord_id, pay_token, id_card, state, total_fen, fund_fen, account_fen, cash_fen, deductible_fen, callback_url, created_at) VALUES (?, ?, ?, ?, 'SAVED', ?, ?, ?, ?, ?, ?, ?)`,
        medOrgOrd, `ORD${token()}`, token(), idNo, split.totalFen, split.fundFen, split.accountFen, split.cashFen, split.deductibleFen, callbackUrl, clock.now())
      return get(medOrgOrd)
    }),

    /** 6202. */
    pay: (number: string, payOrdId: string, payToken: string): InsuranceOrder => database.transaction(() => {
      const order = get(number)
      if (order.payOrdId !== payOrdId || order.payToken !== payToken) throw new InsuranceError('4005', '支付凭证无效')
      if (order.state === 'SETTLED' || order.state === 'REFUNDED') return order
      if (order.state === 'REVOKED') throw new InsuranceError('4007', '订单已撤销')
      if (order.createdAt + PAY_TOKEN_MS <= clock.now()) throw new InsuranceError('4005', '支付凭证已过期')
      if (used(order.idCard).accountFen + order.accountFen > payTable(database).accountFen) throw new InsuranceError('4006', '个人账户余额不足')
      database.run(`UPDATE insurance_order SET state = 'SETTLED', settled_at = ?, settlement_number = ? WHERE number = ?`, clock.now(), `HI${clock.now()}${token().slice(0, 8)}`, number)
      tell(get(number))
      return get(number)
    }),

    /** 6203: the whole of it, once. */
    refund: (number: string, refundNumber: string, fundFen: number, accountFen: number): InsuranceRefundRow => database.transaction(() => {
      const order = get(number)
      const known = database.get<InsuranceRefundRow>(`SELECT ${refundColumns} FROM insurance_refund WHERE refund_number = ?`, refundNumber)
      if (known) return known
      if (order.state !== 'SETTLED' || fundFen !== order.fundFen || accountFen !== order.accountFen) throw new InsuranceError('4009', '退款金额与结算不符')
      database.run('INSERT INTO insurance_refund (refund_number, refund_id, number, fund_fen, account_fen, at) VALUES (?, ?, ?, ?, ?, ?)', refundNumber, `TF${token()}`, number, fundFen, accountFen, clock.now())
      database.run(`UPDATE insurance_order SET state = 'REFUNDED' WHERE number = ?`, number)
      return refundsOf(number)[0]!
    }),

    /** 6401. One that is not known yet can never come to be. */
    revoke: (number: string): void => database.transaction(() => {
      const order = find(number)
      if (order?.state === 'SETTLED' || order?.state === 'REFUNDED') throw new InsuranceError('4008', '订单已结算')
      if (order) database.run(`UPDATE insurance_order SET state = 'REVOKED' WHERE number = ?`, number)
    }),
  }
}

export type Insurer = ReturnType<typeof createInsurer>
