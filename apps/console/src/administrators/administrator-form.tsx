'use client'

import { Form, Input, Select } from 'antd'
import { FormDrawer } from '@/form/form-drawer'
import { CreateAdministratorDocument, UpdateAdministratorDocument, type AdministratorRowFragment, type CreateAdministratorMutation, type CreateAdministratorMutationVariables, type UpdateAdministratorMutation, type UpdateAdministratorMutationVariables } from '@/graphql/graphql'

export interface Choices {
  roles: { value: string; label: string }[]
  institutions: { value: string; label: string }[]
}

interface Fields {
  login: string
  name: string
  roles: string[]
  institutionId?: string
}

interface AdministratorFormProps {
  choices: Choices
  onMade(login: string, temporaryPassword: string): void
  onClose(): void
}

export function AdministratorForm({ choices, onMade, onClose }: AdministratorFormProps) {
  return (
    <FormDrawer<Fields, CreateAdministratorMutation, CreateAdministratorMutationVariables>
      title="新建管理员"
      document={CreateAdministratorDocument}
      variables={({ login, name, roles, institutionId }) => ({ input: { login, name, roles, institutionId: institutionId ?? null } })}
      submitText="创建管理员"
      doneText="管理员已创建"
      onDone={({ createAdministrator: { administrator, temporaryPassword } }) => onMade(administrator.login, temporaryPassword)}
      onClose={onClose}
    >
      <Form.Item name="login" label="账号" rules={[{ required: true, message: '请输入账号' }]} extra="3 到 30 位小写字母、数字、点或横线，登录时使用，不能修改。">
        <Input maxLength={30} autoComplete="off" />
      </Form.Item>
      <Common choices={choices} />
    </FormDrawer>
  )
}

export function EditAdministrator({ administrator, choices, onClose }: { administrator: AdministratorRowFragment; choices: Choices; onClose(): void }) {
  const { id, version, name, roles, institution } = administrator
  return (
    <FormDrawer<Fields, UpdateAdministratorMutation, UpdateAdministratorMutationVariables>
      title={`修改管理员 ${administrator.login}`}
      initial={{ name, roles, institutionId: institution?.id }}
      document={UpdateAdministratorDocument}
      variables={(fields) => ({ input: { id, version, name: fields.name, roles: fields.roles, institutionId: fields.institutionId ?? null } })}
      submitText="保存修改"
      doneText="已保存，权限立即生效"
      onDone={onClose}
      onClose={onClose}
    >
      <Common choices={choices} />
    </FormDrawer>
  )
}

function Common({ choices }: { choices: Choices }) {
  return (
    <>
      <Form.Item name="name" label="姓名" rules={[{ required: true, whitespace: true, message: '请输入姓名' }]}>
        <Input maxLength={30} />
      </Form.Item>
      <Form.Item name="roles" label="角色" rules={[{ required: true, message: '请选择角色' }]} extra="只能授予不超出您自己权限的角色。">
        <Select mode="multiple" options={choices.roles} placeholder="请选择" />
      </Form.Item>
      <Form.Item name="institutionId" label="所属机构">
        <Select allowClear options={choices.institutions} placeholder="全院" />
      </Form.Item>
    </>
  )
}
