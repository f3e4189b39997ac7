'use client'

import { useRouter } from 'next/navigation'
import { useMutation } from 'urql'
import { useHydrated } from '@hospital/web/hydrated'
import { problemOf } from '@hospital/web/problem'
import { ask, toast } from '@/feedback'
import { UnbindWechatDocument } from '@/graphql/graphql'

export function UnbindButton() {
  const router = useRouter()
  const hydrated = useHydrated()
  const [{ fetching }, unbind] = useMutation(UnbindWechatDocument)

  async function end() {
    if (fetching || !(await ask({ title: '解除微信绑定？', content: '之后的通知不再发到这个微信，改由短信或站内消息发送。', confirmText: '解除绑定' }))) return
    const { error } = await unbind({})
    const problem = problemOf(error)
    if (problem) return void toast(problem.message)
    router.refresh()
  }

  return <button type="button" className="ih-button" disabled={!hydrated || fetching} onClick={end}>{fetching ? '正在解除…' : '解除绑定'}</button>
}
