'use client'

import type { ReactNode } from 'react'
import { Form, Input, InputNumber, Radio } from 'antd'
import { FormDrawer } from '@/form/form-drawer'
import { SetSettingDocument, type SetSettingMutation, type SetSettingMutationVariables, type SettingRowFragment } from '@/graphql/graphql'
import type { SettingPlace } from './setting-list'
import styles from './settings.module.css'

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
      {kind === 'COLOR' && <ColorPreview settingKey={key} fallback={String(value)} />}
    </FormDrawer>
  )
}

/** How the colour will look where it is used: never alone, always beside arrow and word. */
function ColorPreview({ settingKey, fallback }: { settingKey: string; fallback: string }) {
  const typed = Form.useWatch<string>('value')
  const color = /^#[0-9a-f]{6}$/i.test(String(typed)) ? String(typed) : fallback
  const low = settingKey === 'reports.lowColor'
  return (
    <div className={styles.preview} role="img" aria-label={`预览，颜色 ${color}`}>
      {settingKey.startsWith('reports.') ? (
        <>
          <span>{low ? '高密度脂蛋白胆固醇 HDL-C' : '空腹葡萄糖 GLU'}</span>
          <b style={{ color }}>{low ? '0.92 ↓ 偏低' : '7.8 ↑ 偏高'}</b>
        </>
      ) : (
        <span style={{ background: color, color: '#fff' }}>按钮文字</span>
      )}
    </div>
  )
}

function control({ kind, min, max, choices }: SettingRowFragment): ReactNode {
  if (kind === 'NUMBER') return <InputNumber min={min ?? undefined} max={max ?? undefined} precision={0} style={{ width: '100%' }} />
  if (kind === 'CHOICE') return <Radio.Group options={choices} />
  if (kind === 'COLOR') return <Input maxLength={7} placeholder="#0b6b8a" />
  return <Input.TextArea rows={3} maxLength={max ?? undefined} showCount />
}
