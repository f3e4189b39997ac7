'use client'

import { Form, Input } from 'antd'
import { FormDrawer } from '@/form/form-drawer'
import { CreateRoleDocument, UpdateRoleDocument, type CreateRoleMutation, type CreateRoleMutationVariables, type RoleRowFragment, type RolesQuery, type UpdateRoleMutation, type UpdateRoleMutationVariables } from '@/graphql/graphql'
import { PermissionChoice } from './permission-groups'

interface Fields {
  name: string
  label: string
  permissions: string[]
}

interface RoleFormProps {
  /** Left out: a new one. */
  role?: RoleRowFragment
  permissions: RolesQuery['permissions']
  onDone(): void
  onClose(): void
}

export function RoleForm({ role, permissions, onDone, onClose }: RoleFormProps) {
  const offered = permissions.filter(({ personal }) => role?.kind === 'STAFF' || !personal)
  const fields = (
    <>
      <Form.Item name="label" label="角色名称" rules={[{ required: true, whitespace: true, message: '请输入角色名称' }]}>
        <Input maxLength={20} />
      </Form.Item>
      <Form.Item name="permissions" label="权限" extra="只能授予您自己拥有的权限。">
        <PermissionChoice permissions={offered} />
      </Form.Item>
    </>
  )
  if (role) {
    return (
      <FormDrawer<Fields, UpdateRoleMutation, UpdateRoleMutationVariables>
        wide
        title={`修改角色“${role.label}”`}
        initial={{ label: role.label, permissions: role.permissions }}
        document={UpdateRoleDocument}
        variables={({ label, permissions: chosen }) => ({ input: { name: role.name, version: role.version, label, permissions: chosen } })}
        submitText="保存权限"
        consequence="保存后立即生效：正在登录的人员，下一次操作就按新的权限。"
        doneText="权限已生效"
        onDone={onDone}
        onClose={onClose}
      >
        {fields}
      </FormDrawer>
    )
  }
  return (
    <FormDrawer<Fields, CreateRoleMutation, CreateRoleMutationVariables>
      wide
      title="新建角色"
      initial={{ permissions: ['staff:self'] }}
      document={CreateRoleDocument}
      variables={(input) => ({ input })}
      submitText="创建角色"
      doneText="角色已创建"
      onDone={onDone}
      onClose={onClose}
    >
      <Form.Item name="name" label="角色编码" rules={[{ required: true, pattern: /^[A-Za-z][A-Za-z0-9_]{1,39}$/, message: '2 到 40 位字母、数字或下划线，以字母开头' }]}>
        <Input maxLength={40} placeholder="例如 CUSTOMER_SERVICE" />
      </Form.Item>
      {fields}
    </FormDrawer>
  )
}
