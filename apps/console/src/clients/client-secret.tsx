'use client'

import { Alert, Modal, Typography } from 'antd'

/** Shown this one time: only its hash is kept. */
export function ClientSecret({ id, name, secret, onClose }: { id: string; name: string; secret: string; onClose(): void }) {
  return (
    <Modal open width={560} title={`请把密钥交给“${name}”`} okText="已记下" onOk={onClose} closable={false} mask={{ closable: false }} cancelButtonProps={{ style: { display: 'none' } }}>
      <p>
        客户端编号（client_id）：
        <Typography.Text code copyable={{ tooltips: ['复制', '已复制'] }}>{id}</Typography.Text>
      </p>
      <p>
        密钥（client_secret）：
        <Typography.Text code copyable={{ tooltips: ['复制', '已复制'] }}>{secret}</Typography.Text>
      </p>
      <Alert type="warning" showIcon title="密钥只显示这一次，系统不保存原文。遗失时只能轮换。" />
    </Modal>
  )
}
