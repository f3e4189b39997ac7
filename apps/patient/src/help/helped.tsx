'use client'

import Link from 'next/link'
import { useState } from 'react'
import { useMutation } from 'urql'
import { useHydrated } from '@hospital/web/hydrated'
import { problemOf } from '@hospital/web/problem'
import { toast } from '@/feedback'
import { RateFaqDocument } from '@/graphql/graphql'
import styles from './help.module.css'

/** Whether the answer helped. The last word counts. */
export function Helped({ id, said: before }: { id: string; said: boolean | null }) {
  const hydrated = useHydrated()
  const [said, setSaid] = useState(before)
  const [{ fetching }, rate] = useMutation(RateFaqDocument)
  async function say(solved: boolean) {
    const { error } = await rate({ id, solved })
    const problem = problemOf(error)
    if (problem) return void toast(problem.message)
    setSaid(solved)
  }
  return (
    <div className={styles.helped} role="group" aria-label="这个回答有帮助吗">
      <span>{said === null ? '这个回答有帮助吗？' : '感谢您的评价'}</span>
      <button type="button" aria-pressed={said === true} disabled={!hydrated || fetching} onClick={() => say(true)}>已解决</button>
      <button type="button" aria-pressed={said === false} disabled={!hydrated || fetching} onClick={() => say(false)}>未解决</button>
      {said === false && <p>没有找到答案？<Link href="/help/feedback/new" prefetch={false}>提交意见反馈</Link></p>}
    </div>
  )
}
