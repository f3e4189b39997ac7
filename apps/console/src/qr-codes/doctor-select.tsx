'use client'

import { useDeferredValue, useState } from 'react'
import { Select } from 'antd'
import { useQuery } from 'urql'
import { DoctorsForChoiceDocument } from '@/graphql/graphql'

interface DoctorSelectProps {
  id?: string
  value?: string[]
  onChange?(value: string[]): void
}

/** Doctors in service by name or initials; those chosen keep their names while others are searched. */
export function DoctorSelect({ id, value = [], onChange }: DoctorSelectProps) {
  const [search, setSearch] = useState('')
  const [known, keep] = useState<ReadonlyMap<string, string>>(new Map())
  const typed = useDeferredValue(search)
  const [{ data, fetching }] = useQuery({ query: DoctorsForChoiceDocument, variables: { search: typed || null } })
  const found = (data?.practitioners.nodes ?? []).map((one) => ({ value: one.id, label: [one.name, one.departments[0]?.name].filter(Boolean).join(' · ') }))
  const rest = value.filter((one) => !found.some((option) => option.value === one)).map((one) => ({ value: one, label: known.get(one) ?? '已选医生' }))
  return (
    <Select<string[]>
      id={id}
      mode="multiple"
      allowClear
      showSearch={{ filterOption: false, onSearch: setSearch }}
      loading={fetching}
      value={value}
      options={[...rest, ...found]}
      placeholder="不选则为所选机构全部在岗医生；输入姓名或拼音查找"
      onChange={(next) => {
        keep(new Map([...known, ...found.map((option) => [option.value, option.label] as const)]))
        onChange?.(next)
      }}
    />
  )
}
