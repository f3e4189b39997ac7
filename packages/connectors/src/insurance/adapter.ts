import type { Dispatcher } from 'undici'
import { ConnectorFailure, isConnectorFailure, type FailureKind } from '../failure.ts'
import { createOutbound, type OutboundLimits } from '../outbound.ts'
import { SplitBroken, yuanOf } from './amounts.ts'
import { toPreSettlement, toRefund, toTrade } from './answers.ts'
import { createCore } from './core.ts'
import { NATIONAL_SIGNING, open, seal, type EnvelopeKeys, type InsuranceConfiguration, type Wire } from './envelope.ts'
import type { InsuranceFee, InsurancePayPort } from './port.ts'
import { settlementBill } from './statement.ts'
import { dateOf, timeOf } from './times.ts'

export interface InsuranceAdapterOptions {
  baseUrl: string
  /** Of the core platform. */
  coreUrl: string
  keys: InsuranceConfiguration
  /** Real time in milliseconds: signatures age by it. */
  clock?: () => number
  agent?: Dispatcher
  limits?: Partial<OutboundLimits>
}

/** The business codes that mean something to us; every other is a plain refusal. */
const BUSINESS: Readonly<Record<string, [code: string, kind: FailureKind]>> = {
  '4001': ['EC_TOKEN_EXPIRED', 'REFUSED'], '4002': ['NOT_INSURED', 'REFUSED'], '4003': ['PERSON_MISMATCH', 'REFUSED'], '4004': ['DUPLICATE_ORDER', 'REFUSED'],
  '4005': ['PAY_TOKEN_EXPIRED', 'REFUSED'], '4006': ['ACCOUNT_SHORT', 'REFUSED'], '4007': ['REVOKED', 'CONFLICT'], '4008': ['SETTLED', 'CONFLICT'], '4009': ['REFUND_AMOUNT', 'REFUSED'], '4040': ['ORDER_UNKNOWN', 'REFUSED'],
  '5000': ['BUSY', 'TIMEOUT'],
}

export function createInsurancePay({ baseUrl, coreUrl, keys, clock = Date.now, agent, limits }: InsuranceAdapterOptions): InsurancePayPort & { disconnect(): Promise<void> } {
  const outbound = createOutbound('insurance', { timeoutMs: 8_000, ...limits }, agent)
  const ends: EnvelopeKeys = { ...keys, theirPublicKey: keys.platformPublicKey, signing: keys.signing ?? NATIONAL_SIGNING }
  const core = createCore({ baseUrl: coreUrl, keys: keys.core, orgCode: keys.orgCode, outbound, clock })

  /** Protocol code, then business code; the trade's state is for the reader. */
  async function call<T>(name: string, path: string, content: object, read: (data: Wire) => T, readOnly = false): Promise<T> {
    const body = JSON.stringify(seal(content, ends, clock()))
    const answer = await outbound.send({ call: name, method: 'POST', url: `${baseUrl}${path}`, headers: { 'content-type': 'application/json; charset=utf-8' }, body, readOnly })
    const wire = parse(answer.body)
    if (!wire) throw garbage(name, 'UNREADABLE')
    const data = open(wire, ends, clock())
    if (!data) throw wire.encData === undefined && wire.code !== 0 ? new ConnectorFailure({ kind: 'REFUSED', port: 'insurance', code: `PROTOCOL_${String(wire.code)}`, message: `insurance ${name}: protocol ${String(wire.code)}` }) : garbage(name, 'SIGNATURE')
    if (wire.code !== 0) throw new ConnectorFailure({ kind: 'REFUSED', port: 'insurance', code: `PROTOCOL_${String(wire.code)}`, message: `insurance ${name}: protocol ${String(wire.code)}` })
    if (data.bizCode !== '0000') throw refusal(name, String(data.bizCode))
    return reading(name, () => read(data))
  }

  return {
    voucherUrl: (returnUrl) => `${baseUrl}/voucher?orgCode=${encodeURIComponent(keys.orgCode)}&redirect_uri=${encodeURIComponent(returnUrl)}`,
    uploadFee: (fee) => call('6201', '/org/local/api/hos/uldFeeInfo', feeBody(keys, fee), (data) => toPreSettlement(same(data, fee.number), fee.totalFen)),
    payOrder: ({ payOrdId, payToken, number }) => call('6202', '/org/local/api/hos/pay_order', { appId: keys.appId, orgCodg: keys.orgCode, payOrdId, payToken, medOrgOrd: number }, (data) => toTrade(same(data, number))),
    query: (number) => call('6301', '/org/local/api/hos/query_order_info', { appId: keys.appId, orgCodg: keys.orgCode, medOrgOrd: number }, (data) => toTrade(same(data, number)), true).catch(unless('ORDER_UNKNOWN', null)),
    refund: ({ number, payOrdId, refundNumber, fundFen, accountFen, at }) => call('6203', '/org/local/api/hos/refund_order', {
      appId: keys.appId, payOrdId, medOrgOrd: number, appRefdSn: refundNumber, appRefdTime: `${dateOf(at)}${timeOf(at)}`, totlRefdAmt: yuanOf(fundFen + accountFen), psnAcctRefdAmt: yuanOf(accountFen), fundRefdAmt: yuanOf(fundFen), cashRefdAmt: '0.00', refdType: 'HI',
    }, (data) => toRefund(data, refundNumber)),
    revoke: ({ number, payToken }) => call('6401', '/org/local/api/hos/revoke_order', { appId: keys.appId, medOrgOrd: number, payToken: payToken ?? '' }, () => undefined),
    verifyCallback(rawBody) {
      const data = open(parse(rawBody) ?? {}, ends, clock())
      if (!data) return { verified: false, reason: 'SIGNATURE_INVALID' }
      return typeof data.medOrgOrd === 'string' && typeof data.callId === 'string' ? { verified: true, notificationId: data.callId, number: data.medOrgOrd } : { verified: false, reason: 'BODY_INVALID' }
    },
    dayBill: (day, told) => settlementBill(core, keys.core, keys.orgCode, day, told),
    disconnect: () => outbound.close(),
  }
}

const feeBody = ({ appId, orgCode }: InsuranceConfiguration, { number, ecToken, name, idCard, medType, totalFen, at, items, notifyUrl }: InsuranceFee) => ({
  appId, orgCodg: orgCode, orgId: orgCode, ecToken, idNo: idCard, userName: name, idType: '01', medOrgOrd: number, feeType: '01', medType, feeSumamt: yuanOf(totalFen), chrgDate: dateOf(at), chrgTime: timeOf(at), callbackUrl: notifyUrl,
  feeList: items.map((item, index) => ({ rxSn: String(index + 1), medListName: item.name, amt: yuanOf(item.amountFen), chrgItemLv: LEVELS[item.level] })),
})

const LEVELS = { 甲: '01', 乙: '02', 丙: '03' } as const

/** An answer about another order, even a signed one, is no answer to this question. */
function same(data: Wire, number: string): Wire {
  if (data.medOrgOrd !== number) throw new Error('The answer is about something else')
  return data
}

function reading<T>(call: string, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw garbage(call, cause instanceof SplitBroken ? 'SPLIT_BROKEN' : 'UNREADABLE', cause)
  }
}

const unless = <T>(code: string, otherwise: T) => (error: unknown): T => {
  if (isConnectorFailure(error) && error.code === code) return otherwise
  throw error
}

function parse(body: Buffer): Wire | null {
  try {
    return JSON.parse(body.toString('utf8')) as Wire
  } catch {
    return null
  }
}

function refusal(call: string, bizCode: string): ConnectorFailure {
  const [code, kind] = BUSINESS[bizCode] ?? [`BUSINESS_${bizCode}`, 'REFUSED' as const]
  return new ConnectorFailure({ kind, port: 'insurance', code, message: `insurance ${call}: ${bizCode} ${code}` })
}

const garbage = (call: string, code: string, cause?: unknown) => new ConnectorFailure({ kind: 'GARBAGE', port: 'insurance', code, message: `insurance ${call}: answer does not hold (${code})`, cause })
