'use client'

import { useState } from 'react'
import Link from 'next/link'
import { Alert, App, Button } from 'antd'
import { useMutation } from 'urql'
import { formatFen, formatStamp, formatYuan } from '@hospital/web/format'
import { StatusTag } from '@hospital/web/parts/tag'
import { problemOf, type Problem } from '@hospital/web/problem'
import { paymentWords, refundWords } from '@hospital/web/status-words'
import { RetryRefundDocument, type MoneyAlertRowFragment } from '@/graphql/graphql'
import { Facts } from '@/table/row-drawer'
import styles from './alerts.module.css'
import { alertWords, detailWords, nextSteps } from './words'

type Refund = NonNullable<MoneyAlertRowFragment['refund']>

export function AlertDetail({ alert }: { alert: MoneyAlertRowFragment }) {
  const { kind, at, payment, refund } = alert
  const orders = refund ? [refund.order] : (payment?.orders ?? [])
  return (
    <div className={styles.detail}>
      <Alert type="warning" showIcon title={nextSteps[kind] ?? '请与渠道账单核对。'} />
      <Facts
        items={[
          ['异常', <StatusTag key="kind" status={kind} words={alertWords} />],
          ['发现时间', formatStamp(at)],
          ['订单', orders.length > 0 && orders.map(({ id, number }) => <Link key={id} href={`/orders?number=${number}&row=${id}`}>{number} </Link>)],
          ['交易', payment && `${payment.number} · ${formatFen(payment.amountFen)} · ${paymentWords[payment.status].word}`],
          ['退款', refund && `${refund.number} · ${formatFen(refund.amountFen)}`],
          ['退款现状', refund && <StatusTag key="state" status={refund.status} words={refundWords} />],
          ...detailOf(alert.detail),
        ]}
      />
      {refund?.availableActions.includes('retryRefund') && <RetryRefund refund={refund} />}
    </div>
  )
}

function detailOf(detail: unknown): [string, string][] {
  const entries = Object.entries((detail ?? {}) as Record<string, unknown>)
  return entries.map(([key, value]) => [detailWords[key] ?? key, key.endsWith('Fen') ? formatYuan(Number(value)) : String(value)])
}

function RetryRefund({ refund }: { refund: Refund }) {
  const [{ fetching }, retry] = useMutation(RetryRefundDocument)
  const [problem, setProblem] = useState<Problem | null>(null)
  const { modal, message } = App.useApp()

  async function run() {
    const { error } = await retry({ id: refund.id })
    setProblem(problemOf(error))
    if (!error) void message.success('已重新发起退款')
  }

  const ask = () =>
    modal.confirm({ title: `重新退款 ${formatFen(refund.amountFen)}？`, content: '将再次请渠道原路退回，成功只退一次。', okText: '重新退款', cancelText: '先不退', onOk: run })

  return (
    <>
      {problem && <Alert role="alert" type="error" showIcon title={problem.message} />}
      <div>
        <Button type="primary" loading={fetching} onClick={ask}>
          重新退款
        </Button>
      </div>
    </>
  )
}
