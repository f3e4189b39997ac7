'use client'

import { useState } from 'react'
import { App, Button } from 'antd'
import { TemporaryPassword } from '@/administrators/temporary-password'
import { TextField } from '@/form/fields'
import { FormDrawer } from '@/form/form-drawer'
import { useAct } from '@/form/use-act'
import { OpenPractitionerAccountDocument, ResetPractitionerAccountDocument, type OpenPractitionerAccountMutation, type OpenPractitionerAccountMutationVariables } from '@/graphql/graphql'
import type { ListActs } from '@/table/data-table'
import type { Practitioner } from './staff-form'

/** How somebody signs in at the workstation: opened with a temporary password, reset when password or authenticator are lost. */
export function StaffAccount({ practitioner: { id, name, account }, list }: { practitioner: Practitioner; list: ListActs }) {
  const { modal } = App.useApp()
  const [opening, setOpening] = useState(false)
  const [made, setMade] = useState<{ login: string; password: string } | null>(null)
  const reset = useAct(ResetPractitionerAccountDocument, '账号已重置')
  const askReset = () =>
    modal.confirm({
      title: `重置 ${name} 的登录账号？`, content: '现有密码和动态口令立即失效，所有登录都会退出；用临时密码登录后重新绑定。', okText: '重置账号', cancelText: '取消', okButtonProps: { danger: true },
      async onOk() {
        const data = await reset.act({ practitionerId: id })
        if (data) setMade({ login: data.resetPractitionerAccount.login, password: data.resetPractitionerAccount.temporaryPassword })
      },
    })
  return (
    <>
      {account ? <Button onClick={askReset}>重置登录账号</Button> : <Button onClick={() => setOpening(true)}>开通登录账号</Button>}
      {opening && (
        <FormDrawer<{ login: string }, OpenPractitionerAccountMutation, OpenPractitionerAccountMutationVariables>
          title={`为${name}开通登录账号`}
          document={OpenPractitionerAccountDocument}
          variables={({ login }) => ({ input: { practitionerId: id, login } })}
          submitText="开通账号"
          doneText="账号已开通"
          consequence="临时密码只显示一次；首次登录须设置新密码并绑定动态口令。资质审核通过前，只能提交证件与查看结果。"
          onClose={() => setOpening(false)}
          onDone={({ openPractitionerAccount: { login, temporaryPassword } }) => {
            setOpening(false)
            setMade({ login, password: temporaryPassword })
            list.reload()
          }}
        >
          <TextField name="login" label="账号" required most={30} hint="3 到 30 位小写字母、数字、点、横线或下划线，以字母开头。" />
        </FormDrawer>
      )}
      {made && <TemporaryPassword {...made} onClose={() => setMade(null)} />}
    </>
  )
}
