'use client'

import { useState } from 'react'
import { Form, Input, Modal } from 'antd'
import { useMutation } from 'urql'
import { problemOf, type Problem } from '@hospital/web/problem'
import { WarningIcon } from '@hospital/web/parts/icons'
import { RefuseConsultationDocument } from '@/graphql/graphql'

const longest = 200

interface RefuseDialogProps {
  id: string
  name: string
  open: boolean
  onClose(): void
  onRefused(): void
}

/** The reason is shown to the patient as it is written here. */
export function RefuseDialog({ id, name, open, onClose, onRefused }: RefuseDialogProps) {
  const [form] = Form.useForm<{ reason: string }>()
  const [{ fetching }, refuse] = useMutation(RefuseConsultationDocument)
  const [problem, setProblem] = useState<Problem | null>(null)
  async function submit({ reason }: { reason: string }) {
    const refused = problemOf((await refuse({ id, reason })).error)
    setProblem(refused)
    if (refused && refused.code !== 'WRONG_STATE') return
    onClose()
    onRefused()
  }
  return (
    <Modal title={`拒诊：${name}`} open={open} onCancel={onClose} onOk={form.submit} confirmLoading={fetching} okText="确认拒诊" okButtonProps={{ danger: true }} cancelText="取消" destroyOnHidden>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={submit}>
        <Form.Item name="reason" label="拒诊原因（患者可见）" rules={[{ required: true, whitespace: true, message: '请填写拒诊原因' }, { max: longest, message: `不超过 ${longest} 字` }]} {...(problem && { validateStatus: 'error', help: problem.message })}>
          <Input.TextArea rows={4} showCount maxLength={longest} placeholder="例如：您的情况需要当面检查，建议到心血管内科门诊就诊。" />
        </Form.Item>
        <p className="ih-note" data-tone="warn">
          <WarningIcon size={16} />
          拒诊后本次咨询结束，患者支付的费用将原路退回。
        </p>
      </Form>
    </Modal>
  )
}
