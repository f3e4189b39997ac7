'use client'

import { useState } from 'react'
import { App, Button } from 'antd'
import { useQuery } from 'urql'
import { RowSkeletons } from '@hospital/web/parts/skeleton'
import { useMay } from '@hospital/web/parts/staff'
import { ErrorState } from '@hospital/web/parts/states'
import { problemOf } from '@hospital/web/problem'
import { useAct } from '@/form/use-act'
import { Panes } from '@/frame/panes'
import { DeleteRoleDocument, RolesDocument, type RoleRowFragment, type RolesQuery } from '@/graphql/graphql'
import { PermissionGroups } from './permission-groups'
import { RoleForm } from './role-form'

/** Roles on the left, what the chosen one may do on the right. */
export function RoleBoard() {
  const [{ data, error }, ask] = useQuery({ query: RolesDocument })
  const [chosen, choose] = useState<string | null>(null)
  const [form, setForm] = useState<'new' | 'edit' | null>(null)
  const mayManage = useMay('role:manage')
  const problem = problemOf(error)
  if (problem && !data) return <ErrorState problem={problem} title="角色没有加载出来" ways={<Button onClick={() => ask({ requestPolicy: 'network-only' })}>重试</Button>} />
  if (!data) return <RowSkeletons count={8} />
  const role = data.roles.find(({ name }) => name === chosen) ?? data.roles[0]!
  const done = () => {
    setForm(null)
    ask({ requestPolicy: 'network-only' })
  }
  return (
    <>
      <Panes
        label="角色"
        entries={data.roles.map(({ name, label, kind, holders }) => ({ key: name, word: label, hint: kind === 'STAFF' ? '医护' : `${holders} 人` }))}
        chosen={role.name}
        onChoose={choose}
        acts={mayManage && <Button block onClick={() => setForm('new')}>新建角色</Button>}
      >
        <RoleView role={role} permissions={data.permissions} onEdit={() => setForm('edit')} onDeleted={done} />
      </Panes>
      {form && <RoleForm key={role.version} role={form === 'edit' ? role : undefined} permissions={data.permissions} onDone={done} onClose={() => setForm(null)} />}
    </>
  )
}

interface RoleViewProps {
  role: RoleRowFragment
  permissions: RolesQuery['permissions']
  onEdit(): void
  onDeleted(): void
}

function RoleView({ role, permissions, onEdit, onDeleted }: RoleViewProps) {
  const { modal } = App.useApp()
  const mayManage = useMay('role:manage')
  const { act } = useAct(DeleteRoleDocument, '角色已删除')
  const remove = () =>
    modal.confirm({
      title: `删除角色“${role.label}”？`, content: '删除后不能恢复。', okText: '删除角色', cancelText: '取消', okButtonProps: { danger: true },
      onOk: async () => { if (await act({ name: role.name })) onDeleted() },
    })
  return (
    <>
      <Panes.Head title={role.label} hint={role.editable ? `编码 ${role.name}，共 ${role.permissions.length} 项权限` : '始终拥有全部管理权限，不能修改'}>
        {mayManage && !role.builtIn && <Button danger onClick={remove}>删除角色</Button>}
        {mayManage && role.editable && <Button type="primary" onClick={onEdit}>修改权限</Button>}
      </Panes.Head>
      <PermissionGroups permissions={permissions.filter(({ name }) => role.permissions.includes(name))} />
    </>
  )
}
