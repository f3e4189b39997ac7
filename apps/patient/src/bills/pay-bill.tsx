'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useMutation } from 'urql'
import { formatFen } from '@hospital/web/format'
import { useHydrated } from '@hospital/web/hydrated'
import { problemOf, type Problem } from '@hospital/web/problem'
import { ProblemNote } from '@/consultation/rules-step'
import { ActionBar } from '@/frame/action-bar'
import { OrderBillsDocument } from '@/graphql/graphql'

export function PayBill({ billId, amountFen }: { billId: string; amountFen: number }) {
  const router = useRouter()
  const hydrated = useHydrated()
  const [leaving, setLeaving] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const [{ fetching }, order] = useMutation(OrderBillsDocument)

  async function pay() {
    if (fetching || leaving) return
    const { data, error } = await order({ input: { billIds: [billId], expectedFen: amountFen } })
    setProblem(problemOf(error) ?? undefined)
    if (!data) return router.refresh()
    setLeaving(true)
    router.push(`/pay/${data.orderBills[0]!.id}`)
  }

  return (
    <>
      {problem && <ProblemNote problem={problem} />}
      <ActionBar>
        <button type="button" className="ih-button" data-kind="primary" disabled={!hydrated || fetching || leaving} onClick={pay}>{fetching || leaving ? '正在提交…' : `缴费 ${formatFen(amountFen)}`}</button>
      </ActionBar>
    </>
  )
}
