'use client'

import { Input, Space } from 'antd'
import { fenOfYuan } from '@hospital/web/format'

export type YuanSpan = [min: string, max: string]

interface YuanRangeProps {
  label: string
  id?: string
  value?: YuanSpan
  onChange?(value: YuanSpan): void
}

/** Amounts from … to …, either end may stay open. */
export function YuanRange({ label, id, value: [min, max] = ['', ''], onChange }: YuanRangeProps) {
  return (
    <Space.Compact block>
      <Input id={id} allowClear inputMode="decimal" placeholder="最低" maxLength={12} value={min} onChange={(event) => onChange?.([event.target.value, max])} />
      <Input aria-label={`${label}，最高`} allowClear inputMode="decimal" placeholder="最高" maxLength={12} value={max} onChange={(event) => onChange?.([min, event.target.value])} />
    </Space.Compact>
  )
}

/** Says what is wrong before anything is asked: no amount, or an end below its beginning. */
export const yuanRangeRule = {
  async validator(_: unknown, value?: YuanSpan) {
    const fens = (value ?? []).map((text) => (text.trim() ? fenOfYuan(text) : undefined))
    if (fens.includes(null)) throw new Error('金额最多两位小数')
    const [min, max] = fens as (number | undefined)[]
    if (min !== undefined && max !== undefined && max < min) throw new Error('最高不能低于最低')
  },
}
