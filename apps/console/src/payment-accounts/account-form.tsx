'use client'

import { Form, Input, Select } from 'antd'
import { PAYMENT_CHANNELS } from '@hospital/configuration/payment-channels'
import { formatStamp } from '@hospital/web/format'
import { TextField } from '@/form/fields'
import { FormDrawer } from '@/form/form-drawer'
import { SavePaymentAccountDocument, type PaymentAccountRowFragment, type PaymentChannel, type SavePaymentAccountMutation, type SavePaymentAccountMutationVariables } from '@/graphql/graphql'
import { useInstitutions } from '@/orders/lookups'

interface Fields {
  channel: PaymentChannel
  name: string
  institutionId?: string
  [parameter: string]: string | undefined
}

interface AccountFormProps {
  /** Left out: a new one. */
  account?: PaymentAccountRowFragment
  onDone(): void
  onClose(): void
}

const CHANNELS = (Object.keys(PAYMENT_CHANNELS) as PaymentChannel[]).map((value) => ({ value, label: PAYMENT_CHANNELS[value].label }))
const isLong = (label: string) => /PEM|公钥|私钥|证书（/.test(label)

export function AccountForm({ account, onDone, onClose }: AccountFormProps) {
  const institutions = useInstitutions()
  return (
    <FormDrawer<Fields, SavePaymentAccountMutation, SavePaymentAccountMutationVariables>
      title={account ? `修改支付账号“${account.name}”` : '新建支付账号'}
      wide
      initial={account
        ? { channel: account.channel, name: account.name, institutionId: account.institution?.id, ...Object.fromEntries(account.parameters.map(({ name, value }) => [name, value])) }
        : { channel: 'WECHATPAY' }}
      document={SavePaymentAccountDocument}
      variables={(fields) => ({ input: inputOf(fields, account) })}
      submitText="保存支付账号"
      doneText={account ? '支付账号已保存，立即生效' : '支付账号已创建，请测试后启用'}
      consequence="密钥保存后不再显示，只能重新设置。"
      onDone={onDone}
      onClose={onClose}
    >
      <Form.Item name="channel" label="支付渠道">
        <Select options={CHANNELS} disabled={Boolean(account)} />
      </Form.Item>
      <TextField name="name" label="名称" required most={40} />
      <Form.Item name="institutionId" label="机构" extra="下级机构没有自己的账号时，沿用上级的。">
        <Select allowClear options={institutions} placeholder="全院" />
      </Form.Item>
      <Form.Item noStyle shouldUpdate={(before: Fields, after: Fields) => before.channel !== after.channel}>
        {({ getFieldValue }) => <ChannelFields channel={getFieldValue('channel') as PaymentChannel} account={account} />}
      </Form.Item>
    </FormDrawer>
  )
}

function inputOf(fields: Fields, account: PaymentAccountRowFragment | undefined) {
  const { channel, name, institutionId = null } = fields
  const valuesOf = (known: Readonly<Record<string, string>>) => Object.keys(known).flatMap((key) => (fields[key] ? [{ name: key, value: fields[key] }] : []))
  return { id: account?.id, version: account?.version, channel, name, institutionId, parameters: valuesOf(PAYMENT_CHANNELS[channel].parameters), secrets: valuesOf(PAYMENT_CHANNELS[channel].secrets) }
}

function ChannelFields({ channel, account }: { channel: PaymentChannel; account: PaymentAccountRowFragment | undefined }) {
  const { parameters, secrets } = PAYMENT_CHANNELS[channel]
  return (
    <>
      {Object.entries(parameters).map(([name, label]) => (
        <Form.Item key={name} name={name} label={label} rules={[{ required: true, whitespace: true, message: `请填写${label}` }]}>
          {isLong(label) ? <Input.TextArea rows={3} maxLength={10_000} /> : <Input maxLength={64} />}
        </Form.Item>
      ))}
      {Object.entries(secrets).map(([name, label]) => {
        const mark = account?.secrets.find((secret) => secret.name === name)
        return (
          <Form.Item
            key={name}
            name={name}
            label={label}
            rules={mark ? [] : [{ required: true, whitespace: true, message: `请填写${label}` }]}
            extra={mark && `已于 ${formatStamp(mark.setAt)} 设置，指纹 ${mark.fingerprint}。不更换请留空。`}
          >
            {isLong(label) ? <Input.TextArea rows={3} maxLength={10_000} autoComplete="off" spellCheck={false} /> : <Input.Password maxLength={64} autoComplete="new-password" />}
          </Form.Item>
        )
      })}
    </>
  )
}
