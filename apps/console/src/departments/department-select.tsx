'use client'

import { useDeferredValue, useState } from 'react'
import { Select } from 'antd'
import { useQuery } from 'urql'
import { DepartmentsForChoiceDocument } from '@/graphql/graphql'

interface DepartmentSelectProps {
  id?: string
  value?: string | string[] | null
  onChange?(value: string | string[] | null): void
  multiple?: boolean
  institutionId?: string
  /** What is chosen already, so that it has its name before anything was searched. */
  known?: readonly { id: string; name: string }[]
  /** Cannot be chosen. */
  without?: string
}

/** Departments by name, code or initials. */
export function DepartmentSelect({ id, value, onChange, multiple, institutionId, known = [], without }: DepartmentSelectProps) {
  const [search, setSearch] = useState('')
  const typed = useDeferredValue(search)
  const [{ data, fetching }] = useQuery({ query: DepartmentsForChoiceDocument, variables: { search: typed || null, institutionId: institutionId ?? null } })
  const found = (data?.departments.nodes ?? []).filter((one) => one.id !== without).map(({ id: key, name, institution }) => ({ value: key, label: `${name}（${institution.name}）` }))
  const rest = known.filter((one) => !found.some(({ value: key }) => key === one.id)).map(({ id: key, name }) => ({ value: key, label: name }))
  return (
    <Select
      id={id}
      showSearch={{ filterOption: false, onSearch: setSearch }}
      allowClear
      mode={multiple ? 'multiple' : undefined}
      loading={fetching}
      value={value ?? undefined}
      options={[...rest, ...found]}
      placeholder="输入名称、编码或拼音首字母"
      onChange={(next) => onChange?.(next ?? null)}
    />
  )
}
