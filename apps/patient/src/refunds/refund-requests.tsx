import { formatFen, formatInstant } from '@hospital/web/format'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { StatusTag } from '@hospital/web/parts/tag'
import type { OrderPageQuery } from '@/graphql/graphql'
import styles from '@/orders/orders.module.css'
import { WithdrawButton } from './withdraw-button'
import { reasonWords, requestWords } from './words'

type Request = NonNullable<OrderPageQuery['order']>['refundRequests'][number]

export function RefundRequests({ requests }: { requests: Request[] }) {
  return (
    <section className="ih-card">
      <h2>退费申请</h2>
      <ul>
        {requests.map(({ id, status, reason, words, amountFen, requestedAt, answer, availableActions }) => (
          <li key={id} className={styles.refund}>
            <div className={styles.head}><b>{formatFen(amountFen)}</b><StatusTag status={status} words={requestWords} /></div>
            <p>原因：{reasonWords[reason]}{words && `，${words}`}</p>
            <p>{formatInstant(requestedAt)} 申请</p>
            {answer && <p>医院答复：{answer}</p>}
            {availableActions.includes('withdrawRefundRequest') && <GraphProvider><WithdrawButton id={id} /></GraphProvider>}
          </li>
        ))}
      </ul>
    </section>
  )
}
