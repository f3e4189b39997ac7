'use client'

import { Form } from 'antd'
import { RichTextEditor } from './rich-text-editor'

interface RichTextFieldProps {
  name: string
  label: string
  required?: boolean
}

const isEmpty = (html: string) => !/<img /.test(html) && !html.replace(/<[^>]*>/g, '').trim()

export function RichTextField({ name, label, required }: RichTextFieldProps) {
  const rule = { validator: (_: unknown, html?: string) => (isEmpty(html ?? '') ? Promise.reject(new Error(`请填写${label}`)) : Promise.resolve()) }
  return (
    <Form.Item name={name} label={label} rules={required ? [rule] : []}>
      <RichTextEditor label={label} />
    </Form.Item>
  )
}
