'use client'

import { Form, Select } from 'antd'
import { CreateDepartmentDocument, UpdateDepartmentDocument, type CreateDepartmentInput, type DepartmentsQuery } from '@/graphql/graphql'
import { FollowHisField, LongTextField, NumberField, TextField } from '@/form/fields'
import { FormDrawer } from '@/form/form-drawer'
import { orNull } from '@/form/values'
import { DepartmentSelect } from './department-select'

export type Department = DepartmentsQuery['departments']['nodes'][number]

interface Fields extends Omit<CreateDepartmentInput, 'sortOrder'> {
  sortOrder?: number
  followHis?: boolean
}

interface DepartmentFormProps {
  department?: Department
  institutions: { value: string; label: string }[]
  onDone(): void
  onClose(): void
}

/** Adds a department, or changes one. */
export function DepartmentForm({ department, institutions, onDone, onClose }: DepartmentFormProps) {
  const shared = { onDone, onClose, children: <DepartmentFields department={department} institutions={institutions} /> }
  if (!department) {
    return <FormDrawer<Fields, unknown, never> {...shared} title="新增科室" submitText="新增科室" doneText="科室已新增" document={CreateDepartmentDocument as never} variables={({ followHis: _, sortOrder, ...fields }) => ({ input: { ...orNull(fields), ...(sortOrder != null && { sortOrder }) } }) as never} initial={{ institutionId: institutions[0]?.value }} />
  }
  const { id, version, institution, parent, ...rest } = department
  return (
    <FormDrawer<Fields, unknown, never>
      {...shared}
      title={`编辑${department.name}`}
      submitText="保存科室"
      doneText="科室已保存"
      document={UpdateDepartmentDocument as never}
      variables={({ followHis, ...fields }) => ({ input: { id, version, ...orNull(fields), followHis: followHis ?? false } }) as never}
      initial={{ name: rest.name, code: rest.code, subjectCode: rest.subjectCode, location: rest.location, intro: rest.intro, sortOrder: rest.sortOrder, institutionId: institution.id, parentId: parent?.id }}
      consequence={department.hisId ? '该科室来自医院信息系统：手工修改的内容不再随同步更新。' : undefined}
    />
  )
}

function DepartmentFields({ department, institutions }: { department?: Department; institutions: { value: string; label: string }[] }) {
  const institutionId = Form.useWatch('institutionId')
  return (
    <>
      <TextField name="name" label="科室名称" required />
      <TextField name="code" label="科室编码" required most={40} />
      <Form.Item name="institutionId" label="所属机构" rules={[{ required: true, message: '请选择所属机构' }]}>
        <Select options={institutions} />
      </Form.Item>
      <Form.Item name="parentId" label="上级科室" extra="不选则为一级科室">
        <DepartmentSelect institutionId={institutionId} known={department?.parent ? [department.parent] : []} without={department?.id} />
      </Form.Item>
      <TextField name="subjectCode" label="诊疗科目" most={40} />
      <TextField name="location" label="位置" most={100} />
      <NumberField name="sortOrder" label="排序" hint="数字小的在前" />
      <LongTextField name="intro" label="简介" most={2000} />
      <FollowHisField pinned={department?.pinned ?? []} />
    </>
  )
}
