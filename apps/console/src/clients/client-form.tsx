'use client'

import { Checkbox, Form } from 'antd'
import { SCOPES } from '@hospital/access/scopes'
import { NumberField, TextField } from '@/form/fields'
import { FormDrawer } from '@/form/form-drawer'
import { ChangeApiClientDocument, CreateApiClientDocument, type ApiClientRowFragment, type ChangeApiClientMutation, type ChangeApiClientMutationVariables, type CreateApiClientMutation, type CreateApiClientMutationVariables } from '@/graphql/graphql'

interface Fields {
  name: string
  contact: string
  scopes: string[]
  perMinute: number
  perDay: number
  costLimit: number
}

/** What a new one starts from, as the graph would. */
const USUAL = { perMinute: 120, perDay: 20_000, costLimit: 2_000, scopes: ['directory:read'] }

export function CreateClient({ onMade, onClose }: { onMade(made: CreateApiClientMutation['createApiClient']): void; onClose(): void }) {
  return (
    <FormDrawer<Fields, CreateApiClientMutation, CreateApiClientMutationVariables>
      title="新建客户端"
      initial={USUAL}
      document={CreateApiClientDocument}
      variables={(input) => ({ input })}
      submitText="创建客户端"
      doneText="客户端已创建"
      consequence="创建后显示一次密钥，请当面或通过安全渠道交给对方。"
      onDone={({ createApiClient }) => onMade(createApiClient)}
      onClose={onClose}
    >
      <TextField name="name" label="名称" required most={60} hint="对方的单位与程序名，不能重复。" />
      <ClientFields />
    </FormDrawer>
  )
}

export function EditClient({ client: { id, name, contact, scopes, perMinute, perDay, costLimit }, onDone, onClose }: { client: ApiClientRowFragment; onDone(): void; onClose(): void }) {
  return (
    <FormDrawer<Omit<Fields, 'name'>, ChangeApiClientMutation, ChangeApiClientMutationVariables>
      title={`修改客户端“${name}”`}
      initial={{ contact, scopes, perMinute, perDay, costLimit }}
      document={ChangeApiClientDocument}
      variables={(fields) => ({ input: { id, ...fields } })}
      submitText="保存客户端"
      doneText="已保存，立即生效"
      onDone={onDone}
      onClose={onClose}
    >
      <ClientFields />
    </FormDrawer>
  )
}

/** Not `required`: that would put aria-required on a group, which has no such state. */
async function checkScopes(_rule: unknown, scopes: string[] | undefined): Promise<void> {
  if (!scopes?.length) throw new Error('请至少选择一项开放范围')
}

function ClientFields() {
  return (
    <>
      <TextField name="contact" label="联系人" required most={120} hint="出现异常时联系谁：姓名与邮箱或电话。" />
      <Form.Item name="scopes" label="开放范围" rules={[{ validator: checkScopes }]}>
        <Checkbox.Group options={Object.entries(SCOPES).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <NumberField name="perMinute" label="每分钟请求上限" least={1} largest={6_000} />
      <NumberField name="perDay" label="每日请求上限" least={1} largest={5_000_000} />
      <NumberField name="costLimit" label="单次查询复杂度上限" least={1} largest={10_000} hint="一次查询读取的数据越多，复杂度越高。" />
    </>
  )
}
