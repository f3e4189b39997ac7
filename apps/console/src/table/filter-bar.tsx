'use client'

import { Button, DatePicker, Form, Input, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import type { Filter, FilterValues } from './filters'
import styles from './table.module.css'
import { YuanRange, yuanRangeRule, type YuanSpan } from './yuan-range'

interface FilterBarProps {
  filters: readonly Filter[]
  values: FilterValues
  onApply(values: FilterValues): void
}

type DaySpan = [Dayjs | null, Dayjs | null]
type FieldValue = string | DaySpan | YuanSpan | null | undefined

/** The filters above a table. Nothing is asked before 查询; 重置 shows everything again. */
export function FilterBar({ filters, values, onApply }: FilterBarProps) {
  return (
    // A new address (返回, a link) brings new initial values: the key makes the fields take them.
    <Form
      key={JSON.stringify(values)}
      className={styles.filters}
      initialValues={fieldsOf(filters, values)}
      onFinish={(fields: Record<string, FieldValue>) => onApply(valuesOf(filters, fields))}
      role="search"
    >
      <div className={styles.filterFields}>
        {filters.map((filter) => (
          <Form.Item key={filter.key} name={filter.key} label={filter.label} colon={false} rules={filter.kind === 'yuan' ? [yuanRangeRule] : undefined}>
            {control(filter)}
          </Form.Item>
        ))}
      </div>
      <div className={styles.filterActs}>
        <Button type="primary" htmlType="submit">
          查询
        </Button>
        <Button onClick={() => onApply({})}>重置</Button>
      </div>
    </Form>
  )
}

function control(filter: Filter) {
  if (filter.kind === 'choice') return <Select allowClear placeholder="全部" options={[...filter.options]} listHeight={512} />
  if (filter.kind === 'days') return <DatePicker.RangePicker allowEmpty={[true, true]} placeholder={['开始', '结束']} separator="–" suffixIcon={null} style={{ width: '100%' }} />
  if (filter.kind === 'yuan') return <YuanRange label={filter.label} />
  if (filter.kind === 'lookup') return <filter.Field />
  return <Input allowClear placeholder={filter.placeholder} maxLength={64} />
}

function fieldsOf(filters: readonly Filter[], values: FilterValues): Record<string, FieldValue> {
  return Object.fromEntries(filters.map((filter) => [filter.key, fieldOf(filter, values)]))
}

function fieldOf({ key, kind }: Filter, values: FilterValues): FieldValue {
  if (kind === 'days') return daysOf(values, key)
  return kind === 'yuan' ? [values[`${key}Min`] ?? '', values[`${key}Max`] ?? ''] : values[key]
}

function daysOf(values: FilterValues, key: string): DaySpan {
  const day = (text?: string) => (text ? dayjs(text) : null)
  return [day(values[`${key}From`]), day(values[`${key}To`])]
}

function valuesOf(filters: readonly Filter[], fields: Record<string, FieldValue>): FilterValues {
  const entries = filters.flatMap(({ key, kind }): [string, string][] => {
    const value = fields[key]
    if (kind === 'days') {
      const [from, to] = (value ?? [null, null]) as DaySpan
      return [[`${key}From`, from?.format('YYYY-MM-DD') ?? ''], [`${key}To`, to?.format('YYYY-MM-DD') ?? '']]
    }
    if (kind === 'yuan') {
      const [min, max] = (value ?? ['', '']) as YuanSpan
      return [[`${key}Min`, min.trim()], [`${key}Max`, max.trim()]]
    }
    return [[key, typeof value === 'string' ? value.trim() : '']]
  })
  return Object.fromEntries(entries.filter(([, value]) => value !== ''))
}
