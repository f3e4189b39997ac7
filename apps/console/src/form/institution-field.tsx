'use client'

import { Form, Select } from 'antd'
import { useQuery } from 'urql'
import { useStaff } from '@hospital/web/parts/staff'
import { InstitutionTreeDocument } from '@/graphql/graphql'

export interface InstitutionChoice {
  value: string
  label: string
}

/** The institutions that the operator keeps content for: all, or his branch and those below it. */
export function useInstitutionChoices(): InstitutionChoice[] {
  const { branchId } = useStaff()
  const [{ data }] = useQuery({ query: InstitutionTreeDocument })
  const institutions = data?.institutions ?? []
  const parents = new Map(institutions.map(({ id, parent }) => [id, parent?.id]))
  const kept = (id: string) => {
    const path = new Set<string>()
    for (let at: string | undefined = id; at && !path.has(at); at = parents.get(at)) path.add(at)
    return !branchId || path.has(branchId)
  }
  return institutions.filter(({ id }) => kept(id)).map(({ id, name }) => ({ value: id, label: name }))
}

/** To whom a piece of content belongs. Left open it is the whole hospital's; an operator of a branch names one of his. */
export function InstitutionField({ label = '所属机构', hint = '不选则为全院；下级机构沿用上级的内容' }: { label?: string; hint?: string }) {
  const { branchId } = useStaff()
  const choices = useInstitutionChoices()
  return (
    <Form.Item name="institutionId" label={label} extra={branchId ? '本院区及其下级机构' : hint} rules={branchId ? [{ required: true, message: '请选择机构' }] : []} initialValue={branchId}>
      <Select allowClear={!branchId} placeholder="全院" options={choices} />
    </Form.Item>
  )
}
