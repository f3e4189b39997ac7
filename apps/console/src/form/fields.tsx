import { Form, Input, InputNumber, Switch } from 'antd'

interface FieldProps {
  name: string
  label: string
  required?: boolean
  most?: number
  hint?: string
}

const rules = ({ label, required }: FieldProps) => (required ? [{ required: true, whitespace: true, message: `请填写${label}` }] : [])

export function TextField(props: FieldProps) {
  return (
    <Form.Item name={props.name} label={props.label} rules={rules(props)} extra={props.hint}>
      <Input maxLength={props.most ?? 60} />
    </Form.Item>
  )
}

export function LongTextField(props: FieldProps) {
  return (
    <Form.Item name={props.name} label={props.label} rules={rules(props)} extra={props.hint}>
      <Input.TextArea rows={4} maxLength={props.most ?? 500} showCount />
    </Form.Item>
  )
}

export function NumberField({ least = 0, largest = 100_000, ...props }: FieldProps & { least?: number; largest?: number }) {
  return (
    <Form.Item name={props.name} label={props.label} extra={props.hint}>
      <InputNumber min={least} max={largest} style={{ width: '100%' }} />
    </Form.Item>
  )
}

export function SwitchField(props: FieldProps) {
  return (
    <Form.Item name={props.name} label={props.label} valuePropName="checked" extra={props.hint}>
      <Switch aria-label={props.label} />
    </Form.Item>
  )
}

/** For a record that HIS knows: what was set by hand, and the way to give it back. */
export function FollowHisField({ pinned }: { pinned: readonly string[] }) {
  if (pinned.length === 0) return null
  return <SwitchField name="followHis" label="恢复与医院信息系统一致" hint="手工修改过的内容，下次同步时以医院信息系统为准。" />
}
