'use client'

import { useId, type ReactNode } from 'react'
import { Input, InputNumber, Segmented, Select, Switch } from 'antd'
import type { Entry } from '@hospital/pages/entry'
import type { Field } from '@hospital/pages/field'
import { EntriesInput } from './entries-input'
import { ImageInput } from './image-input'
import { LinkInput } from './link-input'
import type { Images } from './properties'
import styles from './designer.module.css'

interface FieldInputProps {
  name: string
  field: Field
  value: unknown
  problem?: string
  images: Images
  onChange(value: unknown): void
}

/** One declared field: its control, what it is for, and what is wrong with it. */
export function FieldInput({ name, field, value, problem, images, onChange }: FieldInputProps) {
  const id = useId()
  const told = useId()
  return (
    <div className={styles.field} data-field={name} data-row={field.kind === 'SWITCH' || undefined}>
      <label htmlFor={id} id={`${id}-label`}>{field.label}</label>
      {control({ id, labelledBy: `${id}-label`, told: problem ? told : undefined, field, value, images, onChange })}
      {problem && <p id={told} role="alert" className={styles.problem}>{problem}</p>}
      {field.hint && <p className={styles.hint}>{field.hint}</p>}
    </div>
  )
}

interface ControlProps {
  id: string
  labelledBy: string
  told?: string
  field: Field
  value: unknown
  images: Images
  onChange(value: unknown): void
}

function control({ id, labelledBy, told, field, value, images, onChange }: ControlProps): ReactNode {
  const status = told ? 'error' : undefined
  const text = { id, status, 'aria-describedby': told, value: String(value ?? ''), onChange: ({ target }: { target: { value: string } }) => onChange(target.value) } as const
  switch (field.kind) {
    case 'TEXT': return field.lines ? <Input.TextArea {...text} rows={field.lines} maxLength={field.most} showCount /> : <Input {...text} maxLength={field.most} />
    case 'NUMBER': return <InputNumber id={id} aria-describedby={told} min={field.min} max={field.max} precision={0} value={Number(value)} suffix={field.unit} onChange={(number) => number !== null && onChange(number)} style={{ width: '100%' }} />
    case 'CHOICE': return Object.keys(field.choices).length > 3
      ? <Select id={id} value={value as string} options={choicesOf(field.choices)} onChange={onChange} style={{ width: '100%' }} />
      : <Segmented aria-labelledby={labelledBy} value={value as string} options={choicesOf(field.choices)} onChange={onChange} />
    case 'SWITCH': return <Switch id={id} aria-labelledby={labelledBy} checked={value === true} onChange={onChange} />
    case 'COLOR': return <Input {...text} maxLength={7} allowClear placeholder="医院主题色" prefix={<i className={styles.swatch} style={{ background: /^#[0-9a-f]{6}$/i.test(String(value)) ? String(value) : 'var(--ih-brand)' }} />} />
    case 'DAY': return <Input {...text} type="date" />
    case 'LINK': return <LinkInput id={id} value={String(value ?? '')} status={status} onChange={onChange} />
    case 'IMAGE': return <ImageInput id={id} value={String(value ?? '')} images={images} onChange={onChange} />
    case 'ENTRIES': return <EntriesInput labelledBy={labelledBy} value={Array.isArray(value) ? (value as Entry[]) : []} most={field.most} onChange={onChange} />
  }
}

const choicesOf = (choices: Readonly<Record<string, string>>) => Object.entries(choices).map(([value, label]) => ({ value, label }))
