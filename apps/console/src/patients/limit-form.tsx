'use client'

import { Form, Input, InputNumber } from 'antd'
import { SETTINGS } from '@hospital/configuration/settings'
import { FormDrawer } from '@/form/form-drawer'
import { SetPatientLimitDocument, type PatientRowFragment, type SetPatientLimitMutation, type SetPatientLimitMutationVariables } from '@/graphql/graphql'

interface Fields {
  limit?: number | null
  reason: string
}

const { min, max } = SETTINGS['patients.limit']

/** For one account what differs from what holds for all. */
export function LimitForm({ account: { id, maskedPhone, patientLimit, ownPatientLimit }, onClose }: { account: NonNullable<PatientRowFragment['account']>; onClose(): void }) {
  return (
    <FormDrawer<Fields, SetPatientLimitMutation, SetPatientLimitMutationVariables>
      title={`调整账号 ${maskedPhone} 的就诊人上限`}
      initial={{ limit: ownPatientLimit }}
      document={SetPatientLimitDocument}
      variables={({ limit, reason }) => ({ input: { accountId: id, limit: limit ?? null, reason } })}
      submitText="保存上限"
      consequence="下调后已添加的就诊人保留，只是不能再添加。"
      doneText="就诊人上限已调整"
      onDone={onClose}
      onClose={onClose}
    >
      <Form.Item name="limit" label="就诊人上限（位）" extra={`现为 ${patientLimit} 位。留空则按医院统一设置。`}>
        <InputNumber min={min} max={max} precision={0} style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="reason" label="调整原因" rules={[{ required: true, whitespace: true, message: '请填写调整原因' }]}>
        <Input.TextArea rows={2} maxLength={100} showCount />
      </Form.Item>
    </FormDrawer>
  )
}
