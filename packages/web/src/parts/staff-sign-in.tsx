'use client'

import { useState } from 'react'
import { Alert, Button, Form, Input, QRCode } from 'antd'
import { useHydrated } from '../hydrated.ts'
import type { Problem } from '../problem.ts'
import { takeSessionStep } from '../session-step.ts'

interface Challenge {
  challenge: string
  totpEnrolled: boolean
  otpauthUri?: string | null
  /** The password is a temporary one: its place is taken now. */
  passwordChangeRequired?: boolean
}

/** Password, then the six digits of the authenticator. The first time, the code to enrol it is shown. */
export function StaffSignIn({ next }: { next: string }) {
  const [challenge, setChallenge] = useState<Challenge | null>(null)
  return challenge ? <TotpStep {...challenge} next={next} onBack={() => setChallenge(null)} /> : <PasswordStep onPassed={setChallenge} />
}

function PasswordStep({ onPassed }: { onPassed(challenge: Challenge): void }) {
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const hydrated = useHydrated()

  async function submit(input: { login: string; password: string }) {
    setBusy(true)
    const { data, problem: refused } = await takeSessionStep<{ signInStaff: Challenge }>('password', input)
    setBusy(false)
    if (refused) setProblem(refused)
    else onPassed(data.signInStaff)
  }

  return (
    <Form layout="vertical" requiredMark={false} onFinish={submit} disabled={busy || !hydrated} size="large">
      <Form.Item name="login" label="账号" rules={[{ required: true, message: '请输入账号' }]}>
        <Input autoComplete="username" placeholder="工号或账号" />
      </Form.Item>
      <Form.Item name="password" label="密码" rules={[{ required: true, message: '请输入密码' }]}>
        <Input.Password autoComplete="current-password" placeholder="请输入密码" />
      </Form.Item>
      <Refused problem={problem} />
      <Button type="primary" htmlType="submit" block loading={busy}>
        下一步
      </Button>
    </Form>
  )
}

interface TotpStepProps extends Challenge {
  next: string
  onBack(): void
}

function TotpStep({ challenge, totpEnrolled, otpauthUri, passwordChangeRequired, next, onBack }: TotpStepProps) {
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)

  async function submit({ code, newPassword }: { code: string; newPassword?: string }) {
    setBusy(true)
    const { problem: refused } = await takeSessionStep('totp', { challenge, code, ...(newPassword && { newPassword }) })
    if (refused?.code === 'CHALLENGE_EXPIRED') return onBack()
    if (refused) {
      setBusy(false)
      return setProblem(refused)
    }
    window.location.replace(next)
  }

  return (
    <Form layout="vertical" requiredMark={false} onFinish={submit} disabled={busy} size="large">
      {passwordChangeRequired && <NewPassword />}
      {!totpEnrolled && otpauthUri && <Enrolment uri={otpauthUri} />}
      <Form.Item name="code" label="动态口令" rules={[{ required: true, pattern: /^\d{6}$/, message: '请输入 6 位数字' }]} extra="打开身份验证器应用，输入当前显示的 6 位数字。">
        <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} autoFocus placeholder="6 位数字" />
      </Form.Item>
      <Refused problem={problem} />
      <Button type="primary" htmlType="submit" block loading={busy}>
        登录
      </Button>
      <Button type="link" block onClick={onBack} style={{ marginTop: 8 }}>
        返回重新输入账号
      </Button>
    </Form>
  )
}

function NewPassword() {
  return (
    <>
      <Form.Item name="newPassword" label="新密码" extra="10 到 64 位，包含字母、数字和符号中的至少两种。" rules={[{ required: true, min: 10, max: 64, message: '请输入 10 到 64 位的新密码' }]}>
        <Input.Password autoComplete="new-password" placeholder="代替临时密码" />
      </Form.Item>
      <Form.Item
        name="again"
        label="再输入一次"
        dependencies={['newPassword']}
        rules={[{ required: true, message: '请再输入一次新密码' }, ({ getFieldValue }) => ({ validator: (_, value) => (!value || value === getFieldValue('newPassword') ? Promise.resolve() : Promise.reject(new Error('两次输入的密码不一致'))) })]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </>
  )
}

function Enrolment({ uri }: { uri: string }) {
  return (
    <Form.Item label="首次登录，请先用身份验证器扫码绑定">
      <QRCode value={uri} size={168} type="svg" bordered={false} aria-label="绑定动态口令的二维码" />
    </Form.Item>
  )
}

function Refused({ problem }: { problem: Problem | null }) {
  if (!problem) return null
  return <Alert type="error" showIcon title={problem.message} style={{ marginBottom: 16 }} role="alert" />
}
