import type { ReactNode } from 'react'
import { Form, Input, Switch } from 'antd'
import { fillIn, smsParts } from '@hospital/events/notice-text'
import { Tag } from '@hospital/web/parts/tag'
import type { MessageTemplateRowFragment } from '@/graphql/graphql'
import styles from './message-templates.module.css'

export function ChannelPart({ title, on, onSwitch, children }: { title: string; on: boolean; onSwitch(on: boolean): void; children: ReactNode }) {
  return (
    <section className={styles.channel} aria-label={title}>
      <header>
        <h3>{title}</h3>
        <Switch checked={on} onChange={onSwitch} aria-label={`${title}开关`} checkedChildren="开" unCheckedChildren="关" />
      </header>
      {children}
    </section>
  )
}

interface TextLineProps {
  id: string
  label: string
  value: string
  long?: boolean
  problem?: string
  hint?: string
  onChange(value: string): void
}

export function TextLine({ id, label, value, long, problem, hint, onChange }: TextLineProps) {
  const change = (event: { target: { value: string } }) => onChange(event.target.value)
  const field = { id, value, onChange: change, 'aria-invalid': Boolean(problem), ...(problem && { 'aria-describedby': `${id}-problem` }) }
  return (
    <Form.Item label={label} htmlFor={id} layout="vertical" validateStatus={problem ? 'error' : undefined} help={problem && <span id={`${id}-problem`} role="alert">{problem}</span>} extra={problem ? undefined : hint}>
      {long ? <Input.TextArea {...field} autoSize={{ minRows: 2, maxRows: 6 }} /> : <Input {...field} />}
    </Form.Item>
  )
}

/** What the texts may mention. */
export function VariableKeys({ variables }: { variables: MessageTemplateRowFragment['variables'] }) {
  if (variables.length === 0) return <p className={styles.note}>这项业务没有变量。</p>
  return (
    <div className={styles.variables} role="group" aria-label="可用变量">
      {variables.map(({ name, label, needed }) => <Tag key={name} tone={needed ? 'brand' : 'neutral'}>{`{${name}} ${label}${needed ? '（必需）' : ''}`}</Tag>)}
    </div>
  )
}

type Examples = Readonly<Record<string, string>>

export function Preview({ title, body, examples }: { title: string; body: string; examples: Examples }) {
  return (
    <div className={styles.preview} aria-label="预览" role="note">
      <b>{fillIn(title, examples)}</b>
      {fillIn(body, examples)}
    </div>
  )
}

export function SmsPreview({ body, examples }: { body: string; examples: Examples }) {
  const text = fillIn(body, examples)
  return (
    <div className={styles.preview} aria-label="短信预览" role="note">
      {`【医院签名】${text}`}
      <br />
      <small>{[...text].length} 个字，按 {smsParts(text)} 条计费</small>
    </div>
  )
}
