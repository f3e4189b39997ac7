import type { ReactNode } from 'react'
import { formatFen, formatInstant } from '@hospital/web/format'
import { StatusTag } from '@hospital/web/parts/tag'
import { refundWords } from '@hospital/web/status-words'
import type { OrderPageQuery, PaymentMethod } from '@/graphql/graphql'
import styles from './orders.module.css'

type Order = NonNullable<OrderPageQuery['order']>

const methodWords: Record<PaymentMethod, string> = { FREE: '免费', ALIPAY_WAP: '支付宝', UNIONPAY_FRONT: '银联在线支付', WECHAT_H5: '微信支付', WECHAT_JSAPI: '微信支付', WECHAT_NATIVE: '微信扫码支付', INSURANCE: '医保支付', HOSPITAL_CARD: '就诊卡余额' }

const refundWays: Record<PaymentMethod, string> = { FREE: '', ALIPAY_WAP: '支付宝', UNIONPAY_FRONT: '银联', WECHAT_H5: '微信支付', WECHAT_JSAPI: '微信支付', WECHAT_NATIVE: '微信支付', INSURANCE: '医保', HOSPITAL_CARD: '就诊卡' }

export function OrderFacts({ order }: { order: Order }) {
  const { patient, department, practitioner, status } = order
  // The payer's own part first: the insurer's has its split below.
  const paid = order.payments.filter(({ succeededAt }) => succeededAt).sort((one, other) => Number(one.method === 'INSURANCE') - Number(other.method === 'INSURANCE'))[0]
  const insured = paid && paid.method !== 'INSURANCE' && order.insurance?.status === 'SETTLED'
  return (
    <section className="ih-card" aria-label="订单信息">
      <dl className={styles.facts}>
        {patient && <Fact name="就诊人">{patient.name}</Fact>}
        {department && <Fact name="科室">{department.name}</Fact>}
        {practitioner && <Fact name="医生">{practitioner.name}</Fact>}
        <Fact name="订单编号">{order.number}</Fact>
        <Fact name="下单时间">{formatInstant(order.createdAt)}</Fact>
        {status === 'OPEN' && <Fact name="请在此前支付">{formatInstant(order.payUntil)}</Fact>}
        {order.paidAt && <Fact name="支付时间">{formatInstant(order.paidAt)}</Fact>}
        {paid && <Fact name="支付方式">{insured ? `医保支付 + ${methodWords[paid.method]}` : methodWords[paid.method]}</Fact>}
        {paid?.channelTransactionId && <Fact name="支付流水号">{paid.channelTransactionId}</Fact>}
      </dl>
    </section>
  )
}

export function Refunds({ refunds }: { refunds: Order['refunds'] }) {
  return (
    <section className="ih-card">
      <h2>退款</h2>
      <ul>
        {refunds.map(({ id, number, status, amountFen, reason, requestedAt, succeededAt, payment }) => (
          <li key={id} className={styles.refund}>
            <div className={styles.head}>
              <b>{formatFen(amountFen)}{payment && ` 退回${refundWays[payment.method]}`}</b>
              <StatusTag status={status} words={refundWords} />
            </div>
            <p>原因：{reason}</p>
            <p>{formatInstant(requestedAt)} 申请{succeededAt && `，${formatInstant(succeededAt)} 到账`}</p>
            <p>退款单号 {number}</p>
          </li>
        ))}
      </ul>
      <p className="ih-note" data-tone="plain">退款原路退回，一般 1–3 个工作日到账，以支付渠道为准。</p>
    </section>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
