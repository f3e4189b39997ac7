'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useMutation } from 'urql'
import { useHydrated } from '@hospital/web/hydrated'
import { problemOf, type Problem } from '@hospital/web/problem'
import { ProblemNote } from '@/consultation/rules-step'
import { ask } from '@/feedback'
import { WithdrawRefundRequestDocument } from '@/graphql/graphql'

export function WithdrawButton({ id }: { id: string }) {
  const router = useRouter()
  const hydrated = useHydrated()
  const [problem, setProblem] = useState<Problem>()
  const [{ fetching }, withdraw] = useMutation(WithdrawRefundRequestDocument)

  async function takeBack() {
    const sure = await ask({ title: '撤回退费申请？', content: '撤回后订单照常有效，之后仍可在规定时间内重新申请。', confirmText: '撤回申请' })
    if (!sure) return
    const { error } = await withdraw({ id })
    setProblem(problemOf(error) ?? undefined)
    router.refresh()
  }

  return (
    <>
      {problem && <ProblemNote problem={problem} />}
      <button type="button" className="ih-button" disabled={!hydrated || fetching} onClick={takeBack}>撤回申请</button>
    </>
  )
}
