import type { FastifyInstance } from 'fastify'
import { fenOf, yuanOf } from '@hospital/connectors/insurance/amounts'
import { open, seal, type Wire } from '@hospital/connectors/insurance/envelope'
import { dateOf, timeOf } from '@hospital/connectors/insurance/times'
import type { InsuranceDesk } from './desk.ts'
import { InsuranceError, type InsuranceOrder, type InsuranceRefundRow } from './platform.ts'

const STATES: Record<InsuranceOrder['state'], string> = { SAVED: '1', SETTLED: '6', REFUNDED: '8', REVOKED: '12' }
const stamp = (at: number) => `${dateOf(new Date(at))}${timeOf(new Date(at))}`

/** 移动医保支付: signed by SM2, encrypted by SM4, both ways. */
export async function insuranceRoutes(app: FastifyInstance, { desk }: { desk: InsuranceDesk }) {
  const { insurer, keys, tricks } = desk

  function call(code: string, path: string, work: (data: Record<string, string>) => object) {
    app.post(path, (request, reply) => {
      const data = open(read(request.body), keys, Date.now())
      if (!data) return reply.send({ code: 401, message: '验签失败' })
      return reply.send(seal(answer(code, data, work), keys, Date.now(), { code: 0, message: 'success' }))
    })
  }

  function answer(code: string, data: Wire, work: (data: Record<string, string>) => object): object {
    try {
      const trick = tricks.get(code)
      if (trick && --trick.times <= 0) tricks.delete(code)
      if (trick && trick.bizCode !== 'SPLIT') throw new InsuranceError(trick.bizCode, '按要求拒绝')
      const done = work(data as Record<string, string>)
      return { bizCode: '0000', bizMsg: 'success', ...done, ...(trick && { ownpayAmt: '0.01' }) }
    } catch (error) {
      if (!(error instanceof InsuranceError)) throw error
      return { bizCode: error.bizCode, bizMsg: error.message }
    }
  }

  call('6201', '/org/local/api/hos/uldFeeInfo', (data) => {
    const order = insurer.upload(data)
    return { ...split(order), payOrdId: order.payOrdId, payToken: order.payToken, medOrgOrd: order.number }
  })
  call('6202', '/org/local/api/hos/pay_order', ({ medOrgOrd, payOrdId, payToken }) => printed(insurer.pay(medOrgOrd!, payOrdId!, payToken!)))
  call('6301', '/org/local/api/hos/query_order_info', ({ medOrgOrd }) => printed(insurer.get(medOrgOrd!)))
  call('6203', '/org/local/api/hos/refund_order', ({ medOrgOrd, appRefdSn, fundRefdAmt, psnAcctRefdAmt }) => printedRefund(insurer.refund(medOrgOrd!, appRefdSn!, fenOf(fundRefdAmt), fenOf(psnAcctRefdAmt))))
  call('6401', '/org/local/api/hos/revoke_order', ({ medOrgOrd }) => {
    insurer.revoke(medOrgOrd!)
    return {}
  })

  const split = ({ totalFen, fundFen, accountFen, cashFen }: InsuranceOrder) => ({ feeSumamt: yuanOf(totalFen), fundPay: yuanOf(fundFen), psnAcctPay: yuanOf(accountFen), ownpayAmt: yuanOf(cashFen) })
  const printed = (order: InsuranceOrder) => ({
    ...split(order), medOrgOrd: order.number, payOrdId: order.payOrdId, ordStas: STATES[order.state], hiDocSn: order.settlementNumber ?? '', hiChrgTime: order.settledAt === null ? '' : stamp(order.settledAt),
    refdList: insurer.refundsOf(order.number).map(printedRefund),
  })
}

const printedRefund = ({ refundNumber, refundId, fundFen, accountFen, at }: InsuranceRefundRow) =>
  ({ appRefdSn: refundNumber, refdSn: refundId, fundRefdAmt: yuanOf(fundFen), psnAcctRefdAmt: yuanOf(accountFen), refdTime: stamp(at) })

function read(body: unknown): Wire {
  try {
    return JSON.parse((body as Buffer).toString('utf8')) as Wire
  } catch {
    return {}
  }
}
