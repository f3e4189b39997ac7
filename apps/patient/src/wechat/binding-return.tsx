'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { useMutation } from 'urql'
import { ClockIcon, WarningIcon } from '@hospital/web/parts/icons'
import { Empty } from '@hospital/web/parts/states'
import { problemOf, type Problem } from '@hospital/web/problem'
import { FinishWechatBindingDocument } from '@/graphql/graphql'
import { BindButton } from './bind-button'

/** Hands in whom WeChat named, once: a code is good once. */
export function BindingReturn({ state, code }: { state?: string; code?: string }) {
  const router = useRouter()
  const handedIn = useRef(false)
  const [problem, setProblem] = useState<Problem>()
  const [, finish] = useMutation(FinishWechatBindingDocument)

  useEffect(() => {
    if (handedIn.current) return
    handedIn.current = true
    void handIn()

    async function handIn() {
      if (!code || !state) return setProblem({ code: 'WECHAT_REFUSED', message: '您没有同意微信授权，微信通知没有绑定；短信和站内消息不受影响。' })
      const { data, error } = await finish({ input: { state, code } })
      if (!data) return setProblem(problemOf(error) ?? undefined)
      router.replace('/wechat')
      router.refresh()
    }
  }, [finish, state, code, router])

  if (!problem) return <Empty title="正在绑定微信" mark={<ClockIcon size={36} />}>通常几秒内完成，请不要关闭页面。</Empty>
  const elsewhere = problem.code === 'WECHAT_BOUND_ELSEWHERE'
  return (
    <Empty
      title="微信没有绑定成功"
      mark={<WarningIcon size={36} />}
      ways={<>{elsewhere ? <BindButton word="改绑到本账号" moving /> : <BindButton word="重新绑定" />}<Link className="ih-button" href="/wechat" replace prefetch={false}>返回</Link></>}
    >
      {problem.message}
    </Empty>
  )
}
