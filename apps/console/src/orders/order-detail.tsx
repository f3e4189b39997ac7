'use client'

import { useEffect, useState } from 'react'
import { Button } from 'antd'
import { useQuery } from 'urql'
import { formatFen, formatStamp, formatYuan } from '@hospital/web/format'
import { RowSkeletons } from '@hospital/web/parts/skeleton'
import { ErrorState } from '@hospital/web/parts/states'
import { useMay } from '@hospital/web/parts/staff'
import { StatusTag } from '@hospital/web/parts/tag'
import { problemOf } from '@hospital/web/problem'
import { orderWords, paymentWords, refundWords } from '@hospital/web/status-words'
import { OrderDetailDocument, OrderLedgerDocument, type OrderDetailQuery } from '@/graphql/graphql'
import { Facts } from '@/table/row-drawer'
import { Lines } from '@/table/lines'
import { accounts } from '@/ledger/words'
import { RefundDrawer } from './refund-drawer'
import { SubjectFacts } from './subject-facts'
import { orderKinds, paymentMethods } from './words'
import styles from './orders.module.css'

type Order = NonNullable<OrderDetailQuery['order']>

export function OrderDetail({ id }: { id: string }) {
  const withSubject = [useMay('appointment:read'), useMay('consultation:read')].every(Boolean)
  const [{ data, error }, ask] = useQuery({ query: OrderDetailDocument, variables: { id, withSubject } })
  const [refunding, setRefunding] = useState(false)
  const maySeeLedger = useMay('ledger:read')
  const underway = data?.order?.refunds.some(({ status }) => status === 'REQUESTED' || status === 'SENT') ?? false
  useEffect(() => {
    // The channel answers moments later: ask until every refund has its end.
    const timer = underway ? setInterval(() => ask({ requestPolicy: 'network-only' }), 2_000) : undefined
    return () => clearInterval(timer)
  }, [underway, ask])
  const problem = problemOf(error)
  if (problem && !data) return <ErrorState problem={problem} title="订单没有加载出来" />
  if (!data) return <RowSkeletons count={6} />
  const { order } = data
  if (!order) return <ErrorState problem={{ code: 'NOT_FOUND', message: '没有找到这个订单。' }} title="没有找到订单" />
  return (
    <>
      <OrderFacts order={order} />
      {order.availableActions.includes('refundOrder') && (
        <div className={styles.acts}>
          <Button danger onClick={() => setRefunding(true)}>
            发起退款
          </Button>
        </div>
      )}
      <SubjectFacts subject={order.subject} />
      <Lines
        title="支付"
        rows={order.payments}
        columns={[
          ['交易编号 / 渠道单号', ({ number, channelTransactionId }) => <Numbers own={number} channel={channelTransactionId} />],
          ['方式', ({ method }) => paymentMethods[method]],
          ['金额（元）', ({ amountFen }) => formatYuan(amountFen)],
          ['状态', ({ status }) => <StatusTag status={status} words={paymentWords} />],
          ['到账时间', ({ succeededAt }) => (succeededAt ? formatStamp(succeededAt) : '—')],
        ]}
      />
      <Lines
        title="退款"
        rows={order.refunds}
        columns={[
          ['退款编号', ({ number }) => number],
          ['金额（元）', ({ amountFen }) => formatYuan(amountFen)],
          ['状态', ({ status }) => <StatusTag status={status} words={refundWords} />],
          ['原因', ({ reason, failureReason, hisRefusal }) => hisRefusal ?? failureReason ?? reason],
          ['发起人', ({ requestedBy }) => requestedBy],
          ['发起时间', ({ requestedAt }) => formatStamp(requestedAt)],
        ]}
      />
      {maySeeLedger && <OrderLedger key={order.refunds.map(({ status }) => status).join()} orderId={order.id} />}
      {refunding && (
        <RefundDrawer
          order={order}
          onClose={() => setRefunding(false)}
          onDone={() => {
            setRefunding(false)
            ask({ requestPolicy: 'network-only' })
          }}
        />
      )}
    </>
  )
}

function Numbers({ own, channel }: { own: string; channel?: string | null }) {
  return (
    <>
      {own}
      {channel && <small className={styles.second}>{channel}</small>}
    </>
  )
}

function OrderFacts({ order }: { order: Order }) {
  return (
    <Facts
      items={[
        ['状态', <StatusTag key="status" status={order.status} words={orderWords} />],
        ['业务', orderKinds[order.kind]],
        ['内容', order.title],
        ['患者', order.patient?.name],
        ['机构', order.institution?.name],
        ['科室', order.department?.name],
        ['医生', order.practitioner?.name],
        ['金额', formatFen(order.amountFen)],
        ['已退', order.refundedFen ? formatFen(order.refundedFen) : null],
        ['可退', order.refundableFen ? formatFen(order.refundableFen) : null],
        ['下单时间', formatStamp(order.createdAt)],
        ['支付截止', formatStamp(order.payUntil)],
        ['支付时间', order.paidAt && formatStamp(order.paidAt)],
        ['完成时间', order.deliveredAt && formatStamp(order.deliveredAt)],
      ]}
    />
  )
}

function OrderLedger({ orderId }: { orderId: string }) {
  const [{ data, error }] = useQuery({ query: OrderLedgerDocument, variables: { orderId } })
  const problem = problemOf(error)
  if (problem) return <ErrorState problem={problem} title="账目没有加载出来" />
  if (!data) return <RowSkeletons count={2} />
  return (
    <Lines
      title="账目"
      rows={data.ledgerEntries.nodes}
      columns={[
        ['时间', ({ at }) => formatStamp(at)],
        ['科目', ({ account }) => accounts[account]],
        ['借（元）', ({ debitFen }) => (debitFen ? formatYuan(debitFen) : '—')],
        ['贷（元）', ({ creditFen }) => (creditFen ? formatYuan(creditFen) : '—')],
        ['摘要', ({ memo }) => memo],
      ]}
    />
  )
}
