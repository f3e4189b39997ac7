import Link from 'next/link'
import { formatFen, formatInstant } from '@hospital/web/format'
import { Dot, StatusTag } from '@hospital/web/parts/tag'
import { orderWords } from '@hospital/web/status-words'
import type { OrderEntryFragment } from '@/graphql/graphql'
import styles from './orders.module.css'

export function OrderEntry({ order }: { order: OrderEntryFragment }) {
  const { id, status, title, amountFen, refundedFen, createdAt, payUntil, patient, availableActions } = order
  const payable = availableActions.includes('startPayment')
  return (
    <article className="ih-card">
      <Link href={`/orders/${id}`} prefetch={false} className={styles.entry}>
        <span className={styles.head}>
          <b className="ih-ellipsis" title={title}>{title}</b>
          <StatusTag status={status} words={orderWords} />
        </span>
        <span className={styles.fact}>
          {patient && <>就诊人 {patient.name}<Dot /></>}
          {formatInstant(createdAt)}
        </span>
        <span className={styles.money}>
          <strong className="ih-price">{formatFen(amountFen)}</strong>
          {refundedFen > 0 && <span>已退 {formatFen(refundedFen)}</span>}
        </span>
      </Link>
      <div className={styles.acts}>
        {payable && <span>{formatInstant(payUntil)} 前支付</span>}
        {payable ? (
          <Link className="ih-button" data-kind="primary" href={`/pay/${id}`} prefetch={false}>去支付</Link>
        ) : (
          <Link className="ih-button" href={`/orders/${id}`} prefetch={false}>查看</Link>
        )}
      </div>
    </article>
  )
}
