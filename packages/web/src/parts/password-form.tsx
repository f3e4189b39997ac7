'use client'

import { useState } from 'react'
import { Alert, App, Button, Form, Input } from 'antd'
import { useMutation, type TypedDocumentNode } from 'urql'
import { useHydrated } from '../hydrated.ts'
import { problemOf, type Problem } from '../problem.ts'

interface Fields {
  current: string
  next: string
  again: string
}

type Change = TypedDocumentNode<{ changeStaffPassword: boolean }, { input: { current: string; next: string } }>

/** The own password, by the one that holds now. */
export function PasswordForm({ document }: { document: Change }) {
  const { message } = App.useApp()
  const [form] = Form.useForm<Fields>()
  const [problem, setProblem] = useState<Problem | null>(null)
  const [{ fetching }, change] = useMutation(document)
  const hydrated = useHydrated()

  async function submit({ current, next }: Fields) {
    const { error } = await change({ input: { current, next } })
    const refused = problemOf(error)
    const field = refused && ({ PASSWORD_WRONG: 'current', PASSWORD_WEAK: 'next' } as const)[refused.code as 'PASSWORD_WRONG']
    if (refused && field) form.setFields([{ name: field, errors: [refused.code === 'PASSWORD_WRONG' ? '当前密码不正确。' : refused.message] }])
    setProblem(refused && !field ? refused : null)
    if (refused) return
    form.resetFields()
    void message.success('密码已修改，其他设备上的登录已退出')
  }

  return (
    <Form<Fields> form={form} layout="vertical" requiredMark={false} onFinish={submit} disabled={fetching || !hydrated} style={{ maxWidth: 420 }}>
      <Form.Item name="current" label="当前密码" rules={[{ required: true, message: '请输入当前密码' }]}>
        <Input.Password autoComplete="current-password" maxLength={64} />
      </Form.Item>
      <Form.Item name="next" label="新密码" extra="10 到 64 位，包含字母、数字和符号中的至少两种。" rules={[{ required: true, min: 10, max: 64, message: '请输入 10 到 64 位的新密码' }]}>
        <Input.Password autoComplete="new-password" maxLength={64} />
      </Form.Item>
      <Form.Item
        name="again"
        label="再输入一次新密码"
        dependencies={['next']}
        rules={[{ required: true, message: '请再输入一次新密码' }, ({ getFieldValue }) => ({ validator: (_, value) => (!value || value === getFieldValue('next') ? Promise.resolve() : Promise.reject(new Error('两次输入的密码不一致'))) })]}
      >
        <Input.Password autoComplete="new-password" maxLength={64} />
      </Form.Item>
      {problem && <Alert type="error" showIcon role="alert" title={problem.message} style={{ marginBottom: 16 }} />}
      <Button type="primary" htmlType="submit" loading={fetching}>
        修改密码
      </Button>
    </Form>
  )
}
