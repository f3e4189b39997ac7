'use client'

import { Form, Input, InputNumber, Radio } from 'antd'
import { SETTINGS } from '@hospital/configuration/settings'
import { Tag } from '@hospital/web/parts/tag'
import { FormDrawer } from '@/form/form-drawer'
import { SetPatientLimitDocument, type PatientRowFragment, type SetPatientLimitMutation, type SetPatientLimitMutationVariables } from '@/graphql/graphql'
import styles from './limit-form.module.css'

interface Fields {
  by: 'HOSPITAL' | 'OWN'
  limit?: number | null
  reason: string
}

const { min, max } = SETTINGS['patients.limit']

/** For one account what differs from what holds for all. */
export function LimitForm({ account, onClose }: { account: NonNullable<PatientRowFragment['account']>; onClose(): void }) {
  const { id, patientLimit, ownPatientLimit } = account
  return (
    <FormDrawer<Fields, SetPatientLimitMutation, SetPatientLimitMutationVariables>
      title="调整就诊人上限"
      subject={<Account account={account} />}
      initial={{ by: ownPatientLimit === null ? 'HOSPITAL' : 'OWN', limit: patientLimit }}
      document={SetPatientLimitDocument}
      variables={({ by, limit, reason }) => ({ input: { accountId: id, limit: by === 'OWN' ? limit! : null, reason } })}
      submitText="保存上限"
      consequence="下调后已添加的就诊人保留，只是不能再添加。"
      doneText="就诊人上限已调整"
      onDone={onClose}
      onClose={onClose}
    >
      <Form.Item name="by" label="上限" rules={[{ required: true }]}>
        <Radio.Group options={[{ value: 'HOSPITAL', label: '按医院统一设置' }, { value: 'OWN', label: '单独设置' }]} />
      </Form.Item>
      <OwnLimit />
      <Form.Item name="reason" label="调整原因" extra="记入系统日志" rules={[{ required: true, whitespace: true, message: '请填写调整原因' }]}>
        <Input.TextArea rows={3} maxLength={100} showCount />
      </Form.Item>
    </FormDrawer>
  )
}

function Account({ account: { maskedPhone, patientLimit, ownPatientLimit } }: { account: NonNullable<PatientRowFragment['account']> }) {
  return (
    <div className={styles.account}>
      <p>
        <b>账号 {maskedPhone}</b>
        <Tag>{ownPatientLimit === null ? '统一设置' : '单独设置'}</Tag>
        <b>{patientLimit} 位</b>
      </p>
      <small>一个账号最多可以添加的就诊人</small>
    </div>
  )
}

function OwnLimit() {
  if (Form.useWatch('by') !== 'OWN') return null
  return (
    <Form.Item name="limit" label="就诊人上限（位）" extra={`${min} 到 ${max} 位`} rules={[{ required: true, message: '请填写上限' }]}>
      <InputNumber className={styles.number} min={min} max={max} precision={0} />
    </Form.Item>
  )
}
