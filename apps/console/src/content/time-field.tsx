'use client'

import { DatePicker, Form } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { formatStamp } from '@hospital/web/format'

/** A moment by the hospital's clock, which may be left empty. */
export function TimeField({ name, label, hint }: { name: string; label: string; hint?: string }) {
  return (
    <Form.Item name={name} label={label} extra={hint}>
      <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" style={{ width: '100%' }} />
    </Form.Item>
  )
}

/** Wherever the browser thinks that it is, the pickers show and take the time of the hospital. */
export const pickedOf = (instant: string | null | undefined): Dayjs | undefined => (instant ? dayjs(formatStamp(instant)) : undefined)
export const instantOf = (picked: Dayjs | null | undefined): string | null => (picked ? new Date(`${picked.format('YYYY-MM-DDTHH:mm')}:00+08:00`).toISOString() : null)
