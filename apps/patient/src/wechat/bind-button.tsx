'use client'

import { useState } from 'react'
import { useMutation } from 'urql'
import { useHydrated } from '@hospital/web/hydrated'
import { problemOf, type Problem } from '@hospital/web/problem'
import { ProblemNote } from '@/consultation/rules-step'
import { StartWechatBindingDocument } from '@/graphql/graphql'

interface BindButtonProps {
  word: string
  kind?: 'primary' | 'brand'
  /** Takes the WeChat off the account that has it. */
  moving?: boolean
}

/** Goes to WeChat's page, which comes back by itself. */
export function BindButton({ word, kind = 'primary', moving = false }: BindButtonProps) {
  const hydrated = useHydrated()
  const [leaving, setLeaving] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const [{ fetching }, start] = useMutation(StartWechatBindingDocument)

  async function begin() {
    if (fetching || leaving) return
    setProblem(undefined)
    const { data, error } = await start({ input: { returnUrl: `${window.location.origin}/wechat/return`, moving } })
    if (!data) return setProblem(problemOf(error) ?? undefined)
    setLeaving(true)
    window.location.assign(data.startWechatBinding)
  }

  return (
    <>
      {problem && <ProblemNote problem={problem} />}
      <button type="button" className="ih-button" data-kind={kind} disabled={!hydrated || fetching || leaving} onClick={begin}>{fetching || leaving ? '正在打开微信…' : word}</button>
    </>
  )
}
