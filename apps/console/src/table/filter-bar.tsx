'use client'

import { Button, DatePicker, Form, Input, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import type { Filter, FilterValues } from './filters'
import styles from './table.module.css'

interface FilterBarProps {
  filters: readonly Filter[]
  values: FilterValues
  onApply(values: FilterValues): void
}

type FieldValue = string | [Dayjs | null, Dayjs | null] | null | undefined

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
          <Form.Item key={filter.key} name={filter.key} label={filter.label} colon={false}>
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
  if (filter.kind === 'choice') return <Select allowClear placeholder="全部" options={[...filter.options]} />
  if (filter.kind === 'days') return <DatePicker.RangePicker allowEmpty={[true, true]} placeholder={['开始', '结束']} style={{ width: '100%' }} />
  return <Input allowClear placeholder={filter.placeholder} maxLength={64} />
}

function fieldsOf(filters: readonly Filter[], values: FilterValues): Record<string, FieldValue> {
  return Object.fromEntries(filters.map((filter) => [filter.key, filter.kind === 'days' ? daysOf(values, filter.key) : values[filter.key]]))
}

function daysOf(values: FilterValues, key: string): [Dayjs | null, Dayjs | null] {
  const day = (text?: string) => (text ? dayjs(text) : null)
  return [day(values[`${key}From`]), day(values[`${key}To`])]
}

function valuesOf(filters: readonly Filter[], fields: Record<string, FieldValue>): FilterValues {
  const entries = filters.flatMap(({ key, kind }): [string, string][] => {
    const value = fields[key]
    if (kind !== 'days') return [[key, typeof value === 'string' ? value.trim() : '']]
    const [from, to] = Array.isArray(value) ? value : [null, null]
    return [
      [`${key}From`, from?.format('YYYY-MM-DD') ?? ''],
      [`${key}To`, to?.format('YYYY-MM-DD') ?? ''],
    ]
  })
  return Object.fromEntries(entries.filter(([, value]) => value !== ''))
}
