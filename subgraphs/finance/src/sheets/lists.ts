import type { ExportList } from '@hospital/sheets/export'
import { findAllocations, listPayments, type PaymentRow } from '../cashier/payment.ts'
import type { PaymentMethod, PaymentStatus } from '../cashier/payment.status.ts'
import type { PaymentFilter } from '../cashier/payment.types.ts'
import { totalsByPayment } from '../cashier/totals.ts'
import type { FinanceContext } from '../context.ts'
import { namesOf } from '../directory/names.ts'
import { figuresBy, type Moved, type Sums } from '../income/figures.ts'
import { requireDays } from '../income/income.ts'
import type { IncomeFilter } from '../income/income.types.ts'
import { KINDS } from '../orders/kinds.ts'
import { findOrders, listOrders, type OrderRow } from '../orders/order.ts'
import type { OrderKind, OrderStatus } from '../orders/order.status.ts'
import type { OrderFilter } from '../orders/order.types.ts'

const ORDER_WORDS: { [S in OrderStatus]: string } = {
  OPEN: '待支付', PAID: '已支付', FULFILLED: '已完成', CLOSED: '已关闭', CANCELLED: '已取消', EXPIRED: '已过期', REFUNDING: '退款中', REFUNDED: '已退款', PARTLY_REFUNDED: '部分退款',
}
const PAYMENT_WORDS: { [S in PaymentStatus]: string } = { CREATED: '待支付', PENDING: '支付中', SUCCEEDED: '支付成功', FAILED: '支付失败', CLOSED: '已关闭' }
const METHODS: { [M in PaymentMethod]: string } = { WECHAT_JSAPI: '微信公众号', WECHAT_H5: '微信 H5', WECHAT_NATIVE: '微信扫码', ALIPAY_WAP: '支付宝', UNIONPAY_FRONT: '银联', HOSPITAL_CARD: '就诊卡余额', INSURANCE: '医保支付', FREE: '免费' }

/** Whole numbers of fen have at most two decimals in yuan: the nearest double shows, and a sheet adds up, just these. */
const yuan = (fen: number) => fen / 100

type Asked<Filter extends { from?: Date; to?: Date }> = Omit<Filter, 'from' | 'to'> & { from?: string; to?: string }
const instants = ({ from, to }: { from?: string; to?: string }) => ({ ...(from && { from: new Date(from) }), ...(to && { to: new Date(to) }) })

interface Named {
  institution?: string
  department?: string
  practitioner?: string
}

/** A workbook leaves the house: of the person it has the end of a number that tells people apart, and that leads to nobody. */
const tailOf = (patientId: string) => `****${patientId.slice(-6)}`

/** Names and phones are read where they are kept. */
export const orders: ExportList<FinanceContext, OrderRow & Named, Asked<OrderFilter>> = {
  columns: [
    { key: 'number', title: '订单编号', width: 20, value: ({ number }) => number },
    { key: 'kind', title: '业务', value: ({ kind }) => KINDS[kind].word },
    { key: 'patient', title: '就诊人尾号', width: 14, value: ({ patientId }) => tailOf(patientId) },
    { key: 'institution', title: '机构', width: 28, value: ({ institution }) => institution },
    { key: 'department', title: '科室', width: 20, value: ({ department }) => department },
    { key: 'practitioner', title: '医生', value: ({ practitioner }) => practitioner },
    { key: 'title', title: '内容', width: 28, value: ({ title }) => title },
    { key: 'amount', title: '金额（元）', value: ({ amountFen }) => yuan(amountFen) },
    { key: 'refunded', title: '已退（元）', value: ({ refundedFen }) => yuan(refundedFen) },
    { key: 'status', title: '状态', value: ({ status }) => ORDER_WORDS[status] },
    { key: 'createdAt', title: '下单时间', width: 20, value: ({ createdAt }) => createdAt },
    { key: 'paidAt', title: '支付时间', width: 20, value: ({ paidAt }) => paidAt },
    { key: 'deliveredAt', title: '完成时间', width: 20, value: ({ deliveredAt }) => deliveredAt },
  ],
  async page(ctx, asked, filter) {
    const page = await listOrders(ctx, asked, { ...filter, ...instants(filter) } as OrderFilter)
    const names = await namesOf(ctx, page.nodes.flatMap(({ institutionId, departmentId, practitionerId }) => [institutionId, departmentId, practitionerId]))
    return { ...page, nodes: page.nodes.map((row) => ({ ...row, institution: names.get(row.institutionId!), department: names.get(row.departmentId!), practitioner: names.get(row.practitionerId!) })) }
  },
}

/** `paid`, `returned` and `net` are the ledger's, of the days and orders that the filter names: their sums are those above the list. */
export const payments: ExportList<FinanceContext, PaymentRow & { orders: string; refundedFen: number; moved?: Moved }, Asked<PaymentFilter>> = {
  columns: [
    { key: 'number', title: '交易编号', width: 20, value: ({ number }) => number },
    { key: 'method', title: '支付方式', value: ({ method }) => METHODS[method] },
    { key: 'orders', title: '订单', width: 24, value: (row) => row.orders },
    { key: 'amount', title: '金额（元）', value: ({ amountFen }) => yuan(amountFen) },
    { key: 'refunded', title: '累计已退（元）', value: ({ refundedFen }) => yuan(refundedFen) },
    { key: 'status', title: '状态', value: ({ status }) => PAYMENT_WORDS[status] },
    { key: 'channel', title: '渠道单号', width: 32, value: ({ channelTransactionId }) => channelTransactionId },
    { key: 'createdAt', title: '发起时间', width: 20, value: ({ createdAt }) => createdAt },
    { key: 'succeededAt', title: '到账时间', width: 20, value: ({ succeededAt }) => succeededAt },
    { key: 'paid', title: '入账收款（元）', value: ({ moved }) => yuan(moved?.paidFen ?? 0) },
    { key: 'returned', title: '入账退款（元）', value: ({ moved }) => yuan(moved?.refundedFen ?? 0) },
    { key: 'net', title: '入账净额（元）', value: ({ moved }) => yuan(moved?.netFen ?? 0) },
  ],
  async page(ctx, asked, filter) {
    const wanted = { ...filter, ...instants(filter) } as PaymentFilter
    const page = await listPayments(ctx, asked, wanted)
    const ids = page.nodes.map(({ id }) => id)
    const [parts, moved] = [Map.groupBy(await findAllocations(ctx, 'paymentId', ids), ({ paymentId }) => paymentId), await totalsByPayment(ctx, ids, wanted)]
    const numbers = new Map((await findOrders(ctx, [...new Set([...parts.values()].flat().map(({ orderId }) => orderId))])).map(({ id, number }) => [id, number]))
    return { ...page, nodes: page.nodes.map((row) => {
      const own = parts.get(row.id) ?? []
      return { ...row, orders: own.map(({ orderId }) => numbers.get(orderId)).join('、'), refundedFen: own.reduce((sum, { refundedFen }) => sum + refundedFen, 0), moved: moved.get(row.id) }
    }) }
  },
}

type Figure = Sums & Named & { day?: string | null; month?: string | null; kind: string | null; method: string | null }

/** The ledger's sums of each day or month by everything that a report tells apart. */
export const income: ExportList<FinanceContext, Figure, IncomeFilter> = {
  columns: [
    { key: 'period', title: '日期', width: 12, value: ({ day, month }) => day ?? month },
    { key: 'kind', title: '业务', value: ({ kind }) => KINDS[kind as OrderKind].word },
    { key: 'institution', title: '机构', width: 28, value: ({ institution }) => institution },
    { key: 'department', title: '科室', width: 20, value: ({ department }) => department },
    { key: 'practitioner', title: '医生', value: ({ practitioner }) => practitioner },
    { key: 'method', title: '支付方式', value: ({ method }) => method && METHODS[method as PaymentMethod] },
    { key: 'payments', title: '收款笔数', width: 10, value: ({ payments: count }) => count },
    { key: 'paid', title: '收款（元）', value: ({ paidFen }) => yuan(paidFen) },
    { key: 'refunds', title: '退款笔数', width: 10, value: ({ refunds }) => refunds },
    { key: 'refunded', title: '退款（元）', value: ({ refundedFen }) => yuan(refundedFen) },
    { key: 'net', title: '净收款（元）', value: ({ netFen }) => yuan(netFen) },
    { key: 'earned', title: '确认收入（元）', value: ({ earnedFen }) => yuan(earnedFen) },
  ],
  async page(ctx, _page, filter) {
    requireDays(filter)
    const rows = await figuresBy(ctx, [filter.period === 'MONTH' ? 'month' : 'day', 'kind', 'institutionId', 'departmentId', 'practitionerId', 'method'], filter)
    const names = await namesOf(ctx, rows.flatMap(({ institutionId, departmentId, practitionerId }) => [institutionId, departmentId, practitionerId]))
    const nodes = rows.map((row) => ({ ...row, institution: names.get(row.institutionId!), department: names.get(row.departmentId!), practitioner: names.get(row.practitionerId!) }))
    return { nodes, cursors: nodes.map((_, at) => String(at)), hasNextPage: false, count: async () => nodes.length }
  },
}
