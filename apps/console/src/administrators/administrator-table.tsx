'use client'

import { useState } from 'react'
import { Button } from 'antd'
import { useQuery } from 'urql'
import { formatStamp } from '@hospital/web/format'
import { useMay } from '@hospital/web/parts/staff'
import { Tag } from '@hospital/web/parts/tag'
import { AdministratorChoicesDocument, AdministratorsDocument, type AdministratorRowFragment } from '@/graphql/graphql'
import { DataTable, type Column } from '@/table/data-table'
import { AdministratorDetail } from './administrator-detail'
import { AdministratorForm, type Choices } from './administrator-form'
import { TemporaryPassword } from './temporary-password'

export function AdministratorTable() {
  const [{ data }] = useQuery({ query: AdministratorChoicesDocument })
  const choices: Choices = {
    roles: (data?.roles ?? []).filter(({ kind }) => kind === 'ADMINISTRATOR').map(({ name, label }) => ({ value: name, label })),
    institutions: (data?.institutions ?? []).map(({ id, name }) => ({ value: id, label: name })),
  }
  const [creating, setCreating] = useState(false)
  const [made, setMade] = useState<{ login: string; password: string } | null>(null)
  const mayManage = useMay('administrator:manage')
  return (
    <>
      <DataTable
        name="administrators"
        noun="管理员"
        source={{
          document: AdministratorsDocument,
          connection: ({ administrators }) => administrators,
          variables: ({ q, role, enabled }, page) => ({ ...page, filter: { search: q, role, enabled: enabled ? enabled === 'yes' : undefined } }),
        }}
        columns={columnsWith(choices)}
        filters={[
          { key: 'q', label: '管理员', kind: 'text', placeholder: '账号或姓名' },
          { key: 'role', label: '角色', kind: 'choice', options: choices.roles },
          { key: 'enabled', label: '状态', kind: 'choice', options: [{ value: 'yes', label: '启用' }, { value: 'no', label: '停用' }] },
        ]}
        toolbar={mayManage && <Button type="primary" onClick={() => setCreating(true)}>新建管理员</Button>}
        drawer={(_, row) => ({ title: row ? `管理员 ${row.name}` : '管理员', content: row && <AdministratorDetail key={row.version} administrator={row} choices={choices} onPassword={(password) => setMade({ login: row.login, password })} /> })}
      />
      {creating && (
        <AdministratorForm
          choices={choices}
          onMade={(login, password) => {
            setCreating(false)
            setMade({ login, password })
          }}
          onClose={() => setCreating(false)}
        />
      )}
      {made && <TemporaryPassword {...made} onClose={() => setMade(null)} />}
    </>
  )
}

export function StandingTag({ administrator: { enabled, lockedUntil } }: { administrator: Pick<AdministratorRowFragment, 'enabled' | 'lockedUntil'> }) {
  if (enabled === false) return <Tag tone="neutral">停用</Tag>
  return lockedUntil ? <Tag tone="warn">已锁定</Tag> : <Tag tone="success">启用</Tag>
}

function columnsWith({ roles }: Choices): Column<AdministratorRowFragment>[] {
  const words = new Map(roles.map(({ value, label }) => [value, label]))
  return [
    { key: 'login', title: '账号', fixed: true, render: ({ login }) => login },
    { key: 'name', title: '姓名', render: ({ name }) => name },
    { key: 'roles', title: '角色', render: ({ roles: held }) => held.map((role) => words.get(role) ?? role).join('、') },
    { key: 'institution', title: '机构', render: ({ institution }) => institution?.name ?? '全院' },
    { key: 'totp', title: '动态口令', render: ({ totpEnrolled }) => (totpEnrolled ? '已绑定' : '未绑定') },
    { key: 'status', title: '状态', render: (row) => <StandingTag administrator={row} /> },
    { key: 'signedInAt', title: '最近登录', render: ({ signedInAt }) => (signedInAt ? formatStamp(signedInAt) : '—') },
  ]
}
