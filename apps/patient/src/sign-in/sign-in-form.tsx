'use client'

import { useRouter } from 'next/navigation'
import { useState, type FormEvent } from 'react'
import { useHydrated } from '@hospital/web/hydrated'
import { takeSessionStep } from '@hospital/web/session-step'
import type { Problem } from '@hospital/web/problem'
import { CheckIcon } from '@hospital/web/parts/icons'
import { toast } from '@/feedback'
import { CodeButton } from './code-button'
import styles from './sign-in.module.css'

interface SignInFormProps {
  next: string
  /** The versions that the links show. Where they could not be read, one signs in all the same. */
  agreements: readonly { key: string; version: number }[]
}

export function SignInForm({ next, agreements }: SignInFormProps) {
  const router = useRouter()
  const [phone, setPhone] = useState('')
  const [code, setCode] = useState('')
  const [agreed, setAgreed] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const hydrated = useHydrated()
  const phoneOk = /^1\d{10}$/.test(phone)
  const wayTo = (key: string) => {
    const shown = agreements.find((one) => one.key === key)
    return `/texts/${key}${shown ? `?version=${shown.version}` : ''}`
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (!agreed) return setProblem({ code: 'AGREEMENT_REQUIRED', message: '请先阅读并勾选用户协议与隐私政策。' })
    setBusy(true)
    const { problem: refused } = await takeSessionStep('sign-in', { phone, code, agreed, agreements })
    setBusy(false)
    if (refused?.code === 'CONSENT_OUTDATED') {
      setAgreed(false)
      router.refresh()
    }
    if (refused) return setProblem(refused)
    // A whole load: every page then renders with the new session.
    window.location.replace(`/welcome?next=${encodeURIComponent(next)}`)
  }

  return (
    <form className={`ih-card ${styles.form}`} onSubmit={submit} noValidate>
      <div className={styles.field}>
        <label htmlFor="phone">手机号</label>
        <input
          id="phone"
          disabled={!hydrated}
          type="tel"
          inputMode="numeric"
          autoComplete="tel-national"
          maxLength={11}
          placeholder="请输入 11 位手机号"
          value={phone}
          onChange={(event) => setPhone(event.target.value.replace(/\D/g, ''))}
          aria-invalid={problem?.code === 'PHONE_INVALID'}
        />
      </div>
      <div className={styles.field}>
        <label htmlFor="code">验证码</label>
        <span className={styles.withButton}>
          <input
            id="code"
            disabled={!hydrated}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            placeholder="请输入 6 位验证码"
            value={code}
            onChange={(event) => setCode(event.target.value.replace(/\D/g, ''))}
            aria-invalid={problem?.code.startsWith('SMS_CODE')}
          />
          <CodeButton phone={phone} ready={phoneOk} onProblem={setProblem} onSent={() => void toast('验证码已发送')} />
        </span>
      </div>
      {problem && (
        <p className={styles.problem} role="alert">
          {problem.message}
        </p>
      )}
      <label className={styles.agree}>
        <input type="checkbox" disabled={!hydrated} checked={agreed} onChange={(event) => setAgreed(event.target.checked)} />
        <span className={styles.tick} aria-hidden="true">
          <CheckIcon size={16} />
        </span>
        <span>
          我已阅读并同意<a href={wayTo('user.agreement')}>《用户协议》</a>和<a href={wayTo('user.privacy')}>《隐私政策》</a>。未注册的手机号将自动注册。
        </span>
      </label>
      <button className="ih-button" data-kind="primary" disabled={busy || !phoneOk || code.length !== 6}>
        {busy ? '正在登录…' : '登录'}
      </button>
    </form>
  )
}
