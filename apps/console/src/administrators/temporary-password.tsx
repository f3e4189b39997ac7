'use client'

import { Alert, Modal, Typography } from 'antd'

/** Shown this one time: nobody can read it again. */
export function TemporaryPassword({ login, password, onClose }: { login: string; password: string; onClose(): void }) {
  return (
    <Modal open title="请把临时密码交给本人" okText="已记下" onOk={onClose} closable={false} mask={{ closable: false }} cancelButtonProps={{ style: { display: 'none' } }}>
      <p>账号：{login}</p>
      <p>
        临时密码：
        <Typography.Text code copyable={{ tooltips: ['复制', '已复制'] }}>
          {password}
        </Typography.Text>
      </p>
      <Alert type="warning" showIcon title="临时密码只显示这一次，72 小时内有效。首次登录时须设置新密码并绑定动态口令。" />
    </Modal>
  )
}
