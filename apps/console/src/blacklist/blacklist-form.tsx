'use client'

import { DatePicker, Form } from 'antd'
import type { Dayjs } from 'dayjs'
import { FormDrawer } from '@/form/form-drawer'
import { ReasonField } from '@/form/reason-field'
import { AddToBlacklistDocument, type AddToBlacklistMutation, type AddToBlacklistMutationVariables } from '@/graphql/graphql'

interface BlacklistFormProps {
  accountId: string
  phone: string
  onDone(): void
  onClose(): void
}

export function BlacklistForm({ accountId, phone, onDone, onClose }: BlacklistFormProps) {
  return (
    <FormDrawer<{ reason: string; lastDay: Dayjs }, AddToBlacklistMutation, AddToBlacklistMutationVariables>
      title="加入黑名单"
      subject={`账号 ${phone}`}
      document={AddToBlacklistDocument}
      variables={({ reason, lastDay }) => ({ input: { accountId, reason, lastDay: lastDay.format('YYYY-MM-DD') } })}
      submitText="加入黑名单"
      consequence="该账号立即不能使用新的服务，已有的挂号、咨询和订单照常进行；到期自动恢复。原因会告知患者。"
      doneText="已加入黑名单"
      onDone={onDone}
      onClose={onClose}
    >
      <ReasonField label="原因" dictionary="blacklist-reason" missing="请填写原因" />
      <Form.Item name="lastDay" label="截止日期（含当天）" rules={[{ required: true, message: '请选择截止日期' }]}>
        <DatePicker style={{ width: '100%' }} />
      </Form.Item>
    </FormDrawer>
  )
}
