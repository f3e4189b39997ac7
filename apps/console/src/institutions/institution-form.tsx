'use client'

import { Form, InputNumber, Select, Space } from 'antd'
import { CreateInstitutionDocument, UpdateInstitutionDocument, type InstitutionsQuery, type UpdateInstitutionInput } from '@/graphql/graphql'
import { FollowHisField, LongTextField, NumberField, TextField } from '@/form/fields'
import { FormDrawer } from '@/form/form-drawer'
import { orNull } from '@/form/values'

export type Institution = InstitutionsQuery['institutions'][number]
type Fields = Omit<UpdateInstitutionInput, 'id' | 'version'>

interface InstitutionFormProps {
  institution?: Institution
  institutions: readonly Institution[]
  onDone(): void
  onClose(): void
}

/** Adds an institution, or changes one. */
export function InstitutionForm({ institution, institutions, onDone, onClose }: InstitutionFormProps) {
  const shared = { onDone, onClose, children: <InstitutionFields institution={institution} institutions={institutions} /> }
  if (!institution) {
    return <FormDrawer<Fields, unknown, never> {...shared} title="新增机构" submitText="新增机构" doneText="机构已新增" document={CreateInstitutionDocument as never} variables={({ followHis: _, ...fields }) => ({ input: orNull(fields) }) as never} initial={{ kind: 'BRANCH' }} />
  }
  const { id, version, parent, location, name, kind, licenceNumber, address, phone, fenceMeters, brandColor, sortOrder, intro } = institution
  return (
    <FormDrawer<Fields, unknown, never>
      {...shared}
      title={`编辑${name}`}
      submitText="保存机构"
      doneText="机构已保存"
      document={UpdateInstitutionDocument as never}
      variables={({ followHis, ...fields }) => ({ input: { id, version, ...orNull(fields), followHis: followHis ?? false } }) as never}
      initial={{ name, kind, intro, licenceNumber, address, phone, fenceMeters, brandColor, sortOrder, parentId: parent?.id, latitude: location?.latitude, longitude: location?.longitude }}
      consequence={institution.hisId ? '该机构来自医院信息系统：手工修改的内容不再随同步更新。' : undefined}
    />
  )
}

function InstitutionFields({ institution, institutions }: Pick<InstitutionFormProps, 'institution' | 'institutions'>) {
  return (
    <>
      <TextField name="name" label="机构名称" required />
      <Form.Item name="kind" label="类型" rules={[{ required: true }]}>
        <Select options={[{ value: 'MAIN', label: '总院' }, { value: 'BRANCH', label: '院区' }]} />
      </Form.Item>
      <Form.Item name="parentId" label="上级机构" extra="不选则为最上级">
        <Select allowClear options={institutions.filter(({ id }) => id !== institution?.id).map(({ id, name }) => ({ value: id, label: name }))} />
      </Form.Item>
      <TextField name="licenceNumber" label="执业许可证号" />
      <TextField name="address" label="地址" most={200} />
      <LongTextField name="intro" label="简介" most={5000} hint="显示在微官网，换行即分段" />
      <TextField name="phone" label="电话" most={30} />
      <Space size={12} align="start">
        <Form.Item name="longitude" label="经度">
          <InputNumber min={-180} max={180} style={{ width: 200 }} />
        </Form.Item>
        <Form.Item name="latitude" label="纬度">
          <InputNumber min={-90} max={90} style={{ width: 200 }} />
        </Form.Item>
      </Space>
      <NumberField name="fenceMeters" label="签到范围（米）" least={50} largest={20_000} hint="患者在此距离内可以签到" />
      <TextField name="brandColor" label="主题色" most={7} hint="如 #0b6b8a" />
      <NumberField name="sortOrder" label="排序" hint="数字小的在前" />
      <FollowHisField pinned={institution?.pinned ?? []} />
    </>
  )
}
