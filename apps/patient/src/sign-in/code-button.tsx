'use client'

import { useEffect, useState } from 'react'
import { takeSessionStep } from '@hospital/web/session-step'
import type { Problem } from '@hospital/web/problem'
import styles from './sign-in.module.css'

interface CodeButtonProps {
  phone: string
  ready: boolean
  onSent(): void
  onProblem(problem: Problem | null): void
}

/** Asks for a code, then counts down as long as the hospital wants before the next one. */
export function CodeButton({ phone, ready, onSent, onProblem }: CodeButtonProps) {
  const [wait, setWait] = useState(0)
  const [busy, setBusy] = useState(false)

  useEffect(() => {
    if (wait <= 0) return
    const timer = setTimeout(() => setWait(wait - 1), 1000)
    return () => clearTimeout(timer)
  }, [wait])

  async function send() {
    setBusy(true)
    const { data, problem } = await takeSessionStep<{ requestSmsCode: { retryAfterSeconds: number } }>('code', { phone })
    setBusy(false)
    onProblem(problem)
    if (!data) return
    setWait(data.requestSmsCode.retryAfterSeconds)
    onSent()
  }

  return (
    <button type="button" className={styles.code} disabled={!ready || busy || wait > 0} onClick={() => void send()}>
      {wait > 0 ? `${wait} 秒后重新获取` : '获取验证码'}
    </button>
  )
}
