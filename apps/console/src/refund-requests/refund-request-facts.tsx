import Link from 'next/link'
import { formatFen, formatStamp } from '@hospital/web/format'
import { StatusTag } from '@hospital/web/parts/tag'
import { orderWords, refundWords } from '@hospital/web/status-words'
import type { RefundRequestRowFragment } from '@/graphql/graphql'
import { orderKinds } from '@/orders/words'
import { Facts } from '@/table/row-drawer'
import { reasonWords, requestWords } from './words'

export function RefundRequestFacts({ request: { status, kind, reason, words, amountFen, requestedAt, decidedAt, answer, hisRefusal, order, refund } }: { request: RefundRequestRowFragment }) {
  return (
    <Facts
      items={[
        ['状态', <StatusTag key="status" status={status} words={requestWords} />],
        ['医院答复', hisRefusal],
        ['申请金额', formatFen(amountFen)],
        ['原因', reasonWords[reason]],
        ['补充说明', words],
        ['申请时间', formatStamp(requestedAt)],
        ['患者', order.patient?.name],
        ['订单', <Link key="order" href={`/orders?number=${order.number}&row=${order.id}`}>{order.number}</Link>],
        ['订单状态', <StatusTag key="order-status" status={order.status} words={orderWords} />],
        ['业务', orderKinds[kind]],
        ['内容', order.title],
        ['机构', order.institution?.name],
        ['订单金额', formatFen(order.amountFen)],
        ['已退', order.refundedFen ? formatFen(order.refundedFen) : null],
        ['可退', formatFen(order.refundableFen)],
        ['支付时间', order.paidAt && formatStamp(order.paidAt)],
        ['完成时间', order.deliveredAt && formatStamp(order.deliveredAt)],
        ['审核时间', decidedAt && formatStamp(decidedAt)],
        ['不同意的原因', answer],
        ['退款', refund && `${refund.number} ${formatFen(refund.amountFen)}`],
        ['退款状态', refund && <StatusTag key="refund" status={refund.status} words={refundWords} />],
        ['到账时间', refund?.succeededAt && formatStamp(refund.succeededAt)],
      ]}
    />
  )
}
