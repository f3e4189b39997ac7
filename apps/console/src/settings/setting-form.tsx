'use client'

import type { ReactNode } from 'react'
import { Form, Input, InputNumber, Radio } from 'antd'
import { FormDrawer } from '@/form/form-drawer'
import { SetSettingDocument, type SetSettingMutation, type SetSettingMutationVariables, type SettingRowFragment } from '@/graphql/graphql'
import type { SettingPlace } from './setting-list'

interface Fields {
  value: string | number
}

interface SettingFormProps {
  setting: SettingRowFragment
  place: SettingPlace
  onDone(): void
  onClose(): void
}

export function SettingForm({ setting, place, onDone, onClose }: SettingFormProps) {
  const { key, label, hint, revision, value, kind } = setting
  return (
    <FormDrawer<Fields, SetSettingMutation, SetSettingMutationVariables>
      title={`设置“${label}”`}
      initial={{ value: value as Fields['value'] }}
      document={SetSettingDocument}
      variables={(fields) => ({ input: { key, revision, value: fields.value ?? '', ...place } })}
      submitText="保存设置"
      consequence="保存后立即生效，下级没有单独设置的会一并改变。"
      doneText="已保存，立即生效"
      onDone={onDone}
      onClose={onClose}
    >
      <Form.Item name="value" label={label} extra={hint} rules={kind === 'NUMBER' ? [{ required: true, message: '请输入数字' }] : []}>
        {control(setting)}
      </Form.Item>
    </FormDrawer>
  )
}

function control({ kind, min, max, choices }: SettingRowFragment): ReactNode {
  if (kind === 'NUMBER') return <InputNumber min={min ?? undefined} max={max ?? undefined} precision={0} style={{ width: '100%' }} />
  if (kind === 'CHOICE') return <Radio.Group options={choices} />
  if (kind === 'COLOR') return <Input maxLength={7} placeholder="#0b6b8a" />
  return <Input.TextArea rows={3} maxLength={max ?? undefined} showCount />
}
