'use client'

import { useEffect, useState } from 'react'
import { Alert, Button, Steps } from 'antd'
import { useMutation } from 'urql'
import { formatFen, formatStamp } from '@hospital/web/format'
import { problemOf } from '@hospital/web/problem'
import { useAct } from '@/form/use-act'
import { RefreshTestChargeDocument, StartTestChargeDocument, type PaymentAccountRowFragment, type TestChargeFactsFragment } from '@/graphql/graphql'
import styles from './test-charge.module.css'

const LOOK_MS = 2_000

/** One fen there and back, and how far it has come. */
export function TestCharge({ account, onChanged }: { account: PaymentAccountRowFragment; onChanged(): void }) {
  const [started, setStarted] = useState<TestChargeFactsFragment | null>(null)
  const { act, busy } = useAct(StartTestChargeDocument, '测试支付已发起')
  const charge = started ?? account.testCharge ?? null
  const live = charge !== null && (charge.status === 'STARTED' || charge.status === 'PAID')
  async function start() {
    const data = await act({ accountId: account.id })
    if (data) setStarted(data.startTestCharge)
  }
  return (
    <section className={styles.charge} aria-label="测试支付">
      <header>
        <h3>测试支付</h3>
        <Button onClick={start} loading={busy} disabled={live && (charge.payUrl !== null || charge.status === 'PAID')}>发起 0.01 元测试支付</Button>
      </header>
      <p>支付后自动退回，记入账簿，不计入收入。</p>
      {charge && <Course key={charge.id} charge={charge} onStep={(now) => { setStarted(now); onChanged() }} />}
    </section>
  )
}

function Course({ charge, onStep }: { charge: TestChargeFactsFragment; onStep(now: TestChargeFactsFragment): void }) {
  const { id, status, number, amountFen, startedAt, paidAt, returnedAt, payUrl, problem } = charge
  const [, refresh] = useMutation(RefreshTestChargeDocument)
  const [looks, setLooks] = useState(0)
  const live = status === 'STARTED' || status === 'PAID'

  useEffect(() => {
    if (!live) return
    const timer = setTimeout(async () => {
      const { data, error } = await refresh({ id })
      const now = data?.refreshTestCharge
      if (now && now.status !== status && !problemOf(error)) onStep(now)
      else setLooks(looks + 1)
    }, LOOK_MS)
    return () => clearTimeout(timer)
  }, [live, looks, id, status, refresh, onStep])

  return (
    <div role="status">
      <Steps
        size="small"
        orientation="vertical"
        current={status === 'STARTED' ? 1 : status === 'PAID' ? 2 : 3}
        status={status === 'CLOSED' ? 'error' : undefined}
        items={[
          { title: `已发起 ${formatFen(amountFen)}`, content: `${formatStamp(startedAt)}　单号 ${number}` },
          { title: paidAt ? '已支付' : status === 'CLOSED' ? '未支付，已关闭' : '等待支付', content: paidAt && formatStamp(paidAt) },
          { title: returnedAt ? '已自动退回，测试通过' : '自动退回', content: returnedAt && formatStamp(returnedAt) },
        ]}
      />
      {payUrl && <Button type="primary" href={payUrl} target="_blank" rel="noreferrer">打开支付页面</Button>}
      {live && problem && <Alert type="warning" showIcon title={`渠道返回 ${problem}，系统会继续查询。`} />}
    </div>
  )
}
