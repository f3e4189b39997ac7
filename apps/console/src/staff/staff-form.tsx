'use client'

import { Form, Select } from 'antd'
import { DepartmentSelect } from '@/departments/department-select'
import { FollowHisField, LongTextField, NumberField, TextField } from '@/form/fields'
import { FormDrawer } from '@/form/form-drawer'
import { orNull } from '@/form/values'
import { CreatePractitionerDocument, UpdatePractitionerDocument, type PractitionersQuery, type StaffRole, type UpdatePractitionerInput } from '@/graphql/graphql'

export type Practitioner = PractitionersQuery['practitioners']['nodes'][number]

interface Fields extends Omit<UpdatePractitionerInput, 'id' | 'version'> {
  role?: StaffRole
}

interface StaffFormProps {
  practitioner?: Practitioner
  onDone(): void
  onClose(): void
}

/** Adds a doctor, nurse or pharmacist, or changes one. */
export function StaffForm({ practitioner, onDone, onClose }: StaffFormProps) {
  const shared = { onDone, onClose, children: <StaffFields practitioner={practitioner} /> }
  if (!practitioner) {
    return (
      <FormDrawer<Fields, unknown, never>
        {...shared}
        title="新增人员"
        submitText="新增人员"
        doneText="已新增，等待资质审核"
        document={CreatePractitionerDocument as never}
        variables={({ followHis: _, ...fields }) => ({ input: orNull(fields) }) as never}
        initial={{ role: 'DOCTOR' }}
        consequence="新增的人员须在「医生审核」中通过资质审核后，才会在患者端显示。"
      />
    )
  }
  const { id, version, name, title, departments, specialties, intro, licenceNumber, priority, staffNumber } = practitioner
  return (
    <FormDrawer<Fields, unknown, never>
      {...shared}
      title={`编辑${name}`}
      submitText="保存人员"
      doneText="人员已保存"
      document={UpdatePractitionerDocument as never}
      variables={({ followHis, role: _, ...fields }) => ({ input: { id, version, ...orNull(fields), followHis: followHis ?? false } }) as never}
      initial={{ name, title, specialties, intro, licenceNumber, priority, staffNumber, departmentIds: departments.map((one) => one.id) }}
      consequence={practitioner.hisId ? '该人员来自医院信息系统：手工修改的内容不再随同步更新。' : undefined}
    />
  )
}

function StaffFields({ practitioner }: { practitioner?: Practitioner }) {
  return (
    <>
      <TextField name="name" label="姓名" required most={40} />
      {!practitioner && (
        <Form.Item name="role" label="类别" rules={[{ required: true }]}>
          <Select options={[{ value: 'DOCTOR', label: '医生' }, { value: 'NURSE', label: '护士' }, { value: 'PHARMACIST', label: '药师' }]} />
        </Form.Item>
      )}
      <TextField name="title" label="职称" required most={30} />
      <Form.Item name="departmentIds" label="科室" rules={[{ required: true, message: '请选择科室' }]} extra="第一个为主要科室">
        <DepartmentSelect multiple known={practitioner?.departments} />
      </Form.Item>
      <TextField name="staffNumber" label="工号" most={30} />
      <TextField name="licenceNumber" label="执业证号" />
      <NumberField name="priority" label="优先级" largest={10_000} hint="数字小的在前" />
      <LongTextField name="specialties" label="擅长" most={500} />
      <LongTextField name="intro" label="简介" most={2000} />
      <FollowHisField pinned={practitioner?.pinned ?? []} />
    </>
  )
}
