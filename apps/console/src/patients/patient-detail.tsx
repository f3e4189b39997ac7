'use client'

import Link from 'next/link'
import { useState } from 'react'
import { Alert, Button, Form, Input, Modal, Select, Space } from 'antd'
import { formatStamp } from '@hospital/web/format'
import { useMay } from '@hospital/web/parts/staff'
import { BlacklistForm } from '@/blacklist/blacklist-form'
import { FormDrawer } from '@/form/form-drawer'
import { useAct } from '@/form/use-act'
import { ChangePatientDocument, UnmaskPatientDocument, type ChangePatientMutation, type ChangePatientMutationVariables, type PatientRowFragment, type Relationship, type UnmaskPatientMutation } from '@/graphql/graphql'
import { Facts } from '@/table/row-drawer'
import { LimitForm } from './limit-form'
import { PatientTag } from './patient-table'
import { sexes } from './words'

type Options = { value: string; label: string }[]

export function PatientDetail({ patient, relationships }: { patient: PatientRowFragment; relationships: Options }) {
  const [open, setOpen] = useState<'change' | 'unmask' | 'limit' | 'blacklist' | null>(null)
  const [unmasked, setUnmasked] = useState<UnmaskPatientMutation['unmaskPatient'] | null>(null)
  const { account } = patient
  const close = () => setOpen(null)
  return (
    <>
      <PatientFacts patient={patient} relationships={relationships} unmasked={unmasked} />
      <Space wrap style={{ marginTop: 16 }}>
        {useMay('patient:unmask') && !unmasked && <Button onClick={() => setOpen('unmask')}>查看完整信息</Button>}
        {useMay('trace:read') && <Link className="ant-btn" href={`/traces?patient=${patient.id}`} prefetch={false}>就诊追溯</Link>}
        {useMay('patient:change') && !patient.removedAt && <Button onClick={() => setOpen('change')}>修改信息</Button>}
        {useMay('patient:change') && account && <Button onClick={() => setOpen('limit')}>调整就诊人上限</Button>}
        {useMay('blacklist:manage') && account && !account.restrictedUntil && <Button danger onClick={() => setOpen('blacklist')}>加入黑名单</Button>}
      </Space>
      {open === 'unmask' && <UnmaskDialog id={patient.id} onUnmasked={setUnmasked} onClose={close} />}
      {open === 'change' && <ChangeForm patient={patient} relationships={relationships} onClose={close} />}
      {open === 'limit' && account && <LimitForm account={account} onClose={close} />}
      {open === 'blacklist' && account && <BlacklistForm accountId={account.id} phone={account.maskedPhone} onDone={close} onClose={close} />}
    </>
  )
}

function PatientFacts({ patient, relationships, unmasked }: { patient: PatientRowFragment; relationships: Options; unmasked: UnmaskPatientMutation['unmaskPatient'] | null }) {
  const { name, sex, age, birthDate, relationship, maskedIdCard, maskedPhone, guardianName, recordNumber, createdAt, account } = patient
  return (
    <Facts
      items={[
        ['姓名', name],
        ['性别', sexes[sex]],
        ['出生日期', `${birthDate}（${age} 岁）`],
        ['证件号', unmasked?.idCard ?? maskedIdCard],
        ['手机号', unmasked?.phone ?? maskedPhone],
        ['与本人关系', relationships.find(({ value }) => value === relationship)?.label ?? relationship],
        ['监护人', guardianName],
        ['监护人手机号', unmasked?.guardianPhone],
        ['监护人证件号', unmasked?.guardianIdCard],
        ['病历号', recordNumber],
        ['账号手机', unmasked?.accountPhone ?? account?.maskedPhone],
        ['就诊人上限', account && `${account.patientLimit} 位（${account.ownPatientLimit === null ? '统一设置' : '单独设置'}）`],
        ['状态', <PatientTag key="status" patient={patient} />],
        ['限制到', account?.restrictedUntil && formatStamp(account.restrictedUntil)],
        ['限制原因', account?.restrictionReason],
        ['添加时间', formatStamp(createdAt)],
      ]}
    />
  )
}

/** Whoever looks says why; the log keeps both. */
function UnmaskDialog({ id, onUnmasked, onClose }: { id: string; onUnmasked(unmasked: UnmaskPatientMutation['unmaskPatient']): void; onClose(): void }) {
  const [form] = Form.useForm<{ reason: string }>()
  const { act, busy } = useAct(UnmaskPatientDocument, '查看已记入系统日志')
  async function submit({ reason }: { reason: string }) {
    const data = await act({ id, reason })
    if (!data) return
    onUnmasked(data.unmaskPatient)
    onClose()
  }
  return (
    <Modal open title="查看完整信息" okText="查看" cancelText="取消" confirmLoading={busy} onOk={form.submit} onCancel={onClose}>
      <Form form={form} layout="vertical" onFinish={submit}>
        <Form.Item name="reason" label="查看原因" rules={[{ required: true, whitespace: true, message: '请填写查看原因' }]}>
          <Input.TextArea rows={2} maxLength={100} showCount />
        </Form.Item>
      </Form>
      <Alert type="info" showIcon title="查看人、时间和原因会记入系统日志。" />
    </Modal>
  )
}

interface Fields {
  phone?: string
  relationship: Relationship
  guardianName?: string
  guardianPhone?: string
  reason: string
}

function ChangeForm({ patient, relationships, onClose }: { patient: PatientRowFragment; relationships: Options; onClose(): void }) {
  const { id, version, name, relationship, guardianName, maskedPhone } = patient
  return (
    <FormDrawer<Fields, ChangePatientMutation, ChangePatientMutationVariables>
      title={`修改患者 ${name}`}
      initial={{ relationship, guardianName: guardianName ?? undefined }}
      document={ChangePatientDocument}
      variables={(fields) => ({ input: { id, version, ...fields, phone: fields.phone || null, guardianPhone: fields.guardianPhone || null } })}
      submitText="保存修改"
      consequence="姓名和证件号以医院信息系统的档案为准，请到门诊窗口更正。"
      doneText="患者信息已修改"
      onDone={onClose}
      onClose={onClose}
    >
      <Form.Item name="phone" label="手机号" rules={[{ pattern: /^1\d{10}$/, message: '请输入 11 位手机号' }]} extra={maskedPhone ? `现为 ${maskedPhone}，不修改请留空。` : '不修改请留空。'}>
        <Input maxLength={11} inputMode="numeric" autoComplete="off" />
      </Form.Item>
      <Form.Item name="relationship" label="与本人关系" rules={[{ required: true }]}>
        <Select options={relationships} />
      </Form.Item>
      {guardianName && (
        <>
          <Form.Item name="guardianName" label="监护人姓名">
            <Input maxLength={50} />
          </Form.Item>
          <Form.Item name="guardianPhone" label="监护人手机号" rules={[{ pattern: /^1\d{10}$/, message: '请输入 11 位手机号' }]} extra="不修改请留空。">
            <Input maxLength={11} inputMode="numeric" autoComplete="off" />
          </Form.Item>
        </>
      )}
      <Form.Item name="reason" label="修改原因" rules={[{ required: true, whitespace: true, message: '请填写修改原因' }]}>
        <Input.TextArea rows={2} maxLength={100} showCount />
      </Form.Item>
    </FormDrawer>
  )
}
