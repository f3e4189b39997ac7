'use client'

import { useState } from 'react'
import { App, Button, Space } from 'antd'
import { formatStamp } from '@hospital/web/format'
import { useMay } from '@hospital/web/parts/staff'
import { useAct } from '@/form/use-act'
import { ResetAdministratorPasswordDocument, ResetAdministratorSecondFactorDocument, SetAdministratorEnabledDocument, type AdministratorRowFragment } from '@/graphql/graphql'
import { Facts } from '@/table/row-drawer'
import { EditAdministrator, type Choices } from './administrator-form'
import { StandingTag } from './administrator-table'

interface AdministratorDetailProps {
  administrator: AdministratorRowFragment
  choices: Choices
  onPassword(password: string): void
}

export function AdministratorDetail({ administrator, choices, onPassword }: AdministratorDetailProps) {
  const { login, name, roles, institution, totpEnrolled, lockedUntil, signedInAt } = administrator
  const words = new Map(choices.roles.map(({ value, label }) => [value, label]))
  return (
    <>
      <Facts
        items={[
          ['账号', login],
          ['姓名', name],
          ['角色', roles.map((role) => words.get(role) ?? role).join('、')],
          ['机构', institution?.name ?? '全院'],
          ['动态口令', totpEnrolled ? '已绑定' : '未绑定，下次登录时绑定'],
          ['锁定到', lockedUntil && formatStamp(lockedUntil)],
          ['最近登录', signedInAt && formatStamp(signedInAt)],
          ['状态', <StandingTag key="status" administrator={administrator} />],
        ]}
      />
      {useMay('administrator:manage') && <Acts administrator={administrator} choices={choices} onPassword={onPassword} />}
    </>
  )
}

function Acts({ administrator, choices, onPassword }: AdministratorDetailProps) {
  const { id, name, enabled, totpEnrolled } = administrator
  const [editing, setEditing] = useState(false)
  const { modal } = App.useApp()
  const standing = useAct(SetAdministratorEnabledDocument, enabled ? '账号已停用，并已退出登录' : '账号已启用')
  const password = useAct(ResetAdministratorPasswordDocument, '密码已重置')
  const factor = useAct(ResetAdministratorSecondFactorDocument, '动态口令已解绑')
  const ask = (title: string, content: string, okText: string, onOk: () => Promise<unknown>) => modal.confirm({ title, content, okText, cancelText: '取消', okButtonProps: { danger: true }, onOk })
  return (
    <Space wrap style={{ marginTop: 16 }}>
      <Button onClick={() => setEditing(true)}>修改</Button>
      <Button
        onClick={() =>
          ask(`重置 ${name} 的密码？`, '现有密码立即失效，所有登录都会退出。', '重置密码', async () => {
            const data = await password.act({ id })
            if (data) onPassword(data.resetAdministratorPassword.temporaryPassword)
          })
        }
      >
        重置密码
      </Button>
      {totpEnrolled && <Button onClick={() => ask(`解绑 ${name} 的动态口令？`, '所有登录都会退出，下次登录时重新绑定。', '解绑', () => factor.act({ id }))}>解绑动态口令</Button>}
      {enabled ? (
        <Button danger onClick={() => ask(`停用 ${name} 的账号？`, '停用后立即退出登录，不能再登录。', '停用账号', () => standing.act({ id, enabled: false }))}>
          停用账号
        </Button>
      ) : (
        <Button onClick={() => standing.act({ id, enabled: true })}>启用账号</Button>
      )}
      {editing && <EditAdministrator administrator={administrator} choices={choices} onClose={() => setEditing(false)} />}
    </Space>
  )
}
