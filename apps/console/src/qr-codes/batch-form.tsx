'use client'

import { Form, Input, InputNumber, Radio, Select } from 'antd'
import { DepartmentSelect } from '@/departments/department-select'
import { FormDrawer } from '@/form/form-drawer'
import { CreateQrCodesDocument, type CreateQrCodesInput, type CreateQrCodesMutation, type CreateQrCodesMutationVariables, type JobRowFragment } from '@/graphql/graphql'
import { DoctorSelect } from './doctor-select'
import { channelWords, choicesOf, targetWords } from './words'

interface BatchFormProps {
  institutions: { value: string; label: string }[]
  onStarted(job: JobRowFragment): void
  onClose(): void
}

/** For whom, by which channel, for which campaign. */
export function BatchForm({ institutions, onStarted, onClose }: BatchFormProps) {
  return (
    <FormDrawer<CreateQrCodesInput, CreateQrCodesMutation, CreateQrCodesMutationVariables>
      title="批量生成二维码"
      initial={{ target: 'DOCTOR', channel: 'LINK', holdsDays: 30 }}
      document={CreateQrCodesDocument}
      variables={({ target, targetIds, institutionId, channel, campaign, holdsDays }) => ({
        input: { target, channel, campaign, targetIds: targetIds?.length ? targetIds : null, institutionId: institutionId ?? null, holdsDays: channel === 'WECHAT_TEMPORARY' ? holdsDays : null },
      })}
      submitText="生成二维码"
      consequence="一次最多 1,000 个，在后台生成；完成后可下载全部图片和清单。"
      doneText="已开始生成"
      onDone={({ createQrCodes }) => onStarted(createQrCodes)}
      onClose={onClose}
    >
      <Form.Item name="campaign" label="活动名称" rules={[{ required: true, whitespace: true, message: '请填写活动名称' }]} extra="统计时按活动区分，如“门诊大厅易拉宝”">
        <Input maxLength={30} />
      </Form.Item>
      <Form.Item name="target" label="对象">
        <Radio.Group options={choicesOf(targetWords)} />
      </Form.Item>
      <Targets institutions={institutions} />
      <Form.Item name="channel" label="渠道">
        <Select options={choicesOf(channelWords)} />
      </Form.Item>
      <HoldsDays />
    </FormDrawer>
  )
}

function Targets({ institutions }: { institutions: { value: string; label: string }[] }) {
  const target = Form.useWatch('target')
  if (target === 'ACCOUNT') return null
  return (
    <>
      <Form.Item name="institutionId" label="机构">
        <Select allowClear options={institutions} placeholder="全部机构" />
      </Form.Item>
      {target === 'DEPARTMENT' ? (
        <Form.Item key="departments" name="targetIds" label="科室" extra="不选则为所选机构全部科室">
          <DepartmentSelect multiple />
        </Form.Item>
      ) : (
        <Form.Item key="doctors" name="targetIds" label="医生">
          <DoctorSelect />
        </Form.Item>
      )}
    </>
  )
}

function HoldsDays() {
  if (Form.useWatch('channel') !== 'WECHAT_TEMPORARY') return null
  return (
    <Form.Item name="holdsDays" label="有效天数" rules={[{ required: true, message: '请填写 1 到 30 天' }]}>
      <InputNumber min={1} max={30} precision={0} />
    </Form.Item>
  )
}
