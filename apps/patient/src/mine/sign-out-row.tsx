'use client'

import { useState } from 'react'
import { SignOutIcon } from '@hospital/web/parts/icons'
import { takeSessionStep } from '@hospital/web/session-step'
import { ask, toast } from '@/feedback'
import styles from './mine.module.css'

export function SignOutRow() {
  const [busy, setBusy] = useState(false)
  async function leave() {
    if (busy || !(await ask({ title: '退出登录？', content: '退出后需要重新用手机号和验证码登录。', confirmText: '退出登录' }))) return
    setBusy(true)
    const { problem } = await takeSessionStep('sign-out')
    setBusy(false)
    if (problem) return void toast(problem.message)
    window.location.replace('/')
  }
  return (
    <button type="button" disabled={busy} onClick={leave}>
      <SignOutIcon size={22} />
      <span className={styles.word}>{busy ? '正在退出…' : '退出登录'}</span>
    </button>
  )
}
