'use client'

import { useState } from 'react'
import { App, Button } from 'antd'
import { SCOPES } from '@hospital/access/scopes'
import { formatStamp } from '@hospital/web/format'
import { useMay } from '@hospital/web/parts/staff'
import { Tag } from '@hospital/web/parts/tag'
import { useAct } from '@/form/use-act'
import { ApiClientsDocument, DisableApiClientDocument, RotateApiClientSecretDocument, type ApiClientRowFragment } from '@/graphql/graphql'
import { DataTable, type Column, type ListActs } from '@/table/data-table'
import { Facts } from '@/table/row-drawer'
import styles from '@/table/table.module.css'
import { CreateClient, EditClient } from './client-form'
import { ClientSecret } from './client-secret'

const scopeWords = (scopes: readonly string[]) => scopes.map((scope) => (SCOPES as Record<string, string>)[scope] ?? scope).join('、')
const standing = ({ disabled }: ApiClientRowFragment) => (disabled ? <Tag tone="neutral">停用</Tag> : <Tag tone="success">启用</Tag>)

const columns: Column<ApiClientRowFragment>[] = [
  { key: 'name', title: '名称', fixed: true, render: ({ name }) => name },
  { key: 'contact', title: '联系人', render: ({ contact }) => contact },
  { key: 'scopes', title: '开放范围', render: ({ scopes }) => scopeWords(scopes) },
  { key: 'perMinute', title: '每分钟', align: 'right', render: ({ perMinute }) => perMinute.toLocaleString('zh-CN') },
  { key: 'perDay', title: '每日', align: 'right', render: ({ perDay }) => perDay.toLocaleString('zh-CN') },
  { key: 'status', title: '状态', render: standing },
  { key: 'createdAt', title: '创建时间', render: ({ createdAt }) => formatStamp(createdAt) },
]

interface Secret {
  id: string
  name: string
  secret: string
}

/** Third parties' programs at the public contract. */
export function ClientTable() {
  const mayManage = useMay('client:manage')
  const [creating, setCreating] = useState<ListActs | null>(null)
  const [editing, setEditing] = useState<{ client: ApiClientRowFragment; list: ListActs } | null>(null)
  const [made, setMade] = useState<Secret | null>(null)
  const create = (list: ListActs) => mayManage && <Button type="primary" onClick={() => setCreating(list)}>新建客户端</Button>
  return (
    <>
      <DataTable
        name="clients"
        noun="客户端"
        origin="第三方系统按授权范围读取公开数据，新建后得到一次性显示的密钥。"
        source={{ document: ApiClientsDocument, connection: ({ apiClients }) => apiClients, variables: (_, page) => page }}
        columns={columns}
        toolbar={create}
        drawer={(id, row, list) => ({
          title: row?.name ?? '客户端',
          history: { subjectType: 'ApiClient', subjectId: id },
          content: row && <ClientFacts client={row} />,
          footer: row && mayManage && <Acts client={row} list={list} onEdit={() => setEditing({ client: row, list })} onSecret={setMade} />,
        })}
      />
      {creating && (
        <CreateClient
          onMade={({ client: { id, name }, secret }) => {
            creating.reload()
            setCreating(null)
            setMade({ id, name, secret })
          }}
          onClose={() => setCreating(null)}
        />
      )}
      {editing && (
        <EditClient
          client={editing.client}
          onDone={() => {
            editing.list.reload()
            setEditing(null)
          }}
          onClose={() => setEditing(null)}
        />
      )}
      {made && <ClientSecret {...made} onClose={() => setMade(null)} />}
    </>
  )
}

function ClientFacts({ client }: { client: ApiClientRowFragment }) {
  return (
    <Facts
      items={[
        ['客户端编号', client.id],
        ['联系人', client.contact],
        ['开放范围', scopeWords(client.scopes)],
        ['每分钟请求上限', client.perMinute.toLocaleString('zh-CN')],
        ['每日请求上限', client.perDay.toLocaleString('zh-CN')],
        ['单次查询复杂度上限', client.costLimit.toLocaleString('zh-CN')],
        ['状态', standing(client)],
        ['创建时间', formatStamp(client.createdAt)],
        ['密钥轮换时间', client.rotatedAt && formatStamp(client.rotatedAt)],
      ]}
    />
  )
}

function Acts({ client: { id, name, disabled }, list, onEdit, onSecret }: { client: ApiClientRowFragment; list: ListActs; onEdit(): void; onSecret(secret: Secret): void }) {
  const { modal } = App.useApp()
  const rotate = useAct(RotateApiClientSecretDocument, '密钥已轮换')
  const standing = useAct(DisableApiClientDocument, disabled ? '客户端已启用' : '客户端已停用')
  const ask = (title: string, content: string, okText: string, onOk: () => Promise<unknown>) => modal.confirm({ title, content, okText, cancelText: '取消', okButtonProps: { danger: true }, onOk })
  async function setDisabled(to: boolean) {
    if (await standing.act({ id, disabled: to })) list.reload()
  }
  return (
    <div className={styles.acts}>
      {disabled ? (
        <Button loading={standing.busy} onClick={() => setDisabled(false)}>启用</Button>
      ) : (
        <Button danger onClick={() => ask(`停用“${name}”？`, '对方的程序立即不能再读取任何数据。', '停用客户端', () => setDisabled(true))}>停用</Button>
      )}
      <Button
        onClick={() =>
          ask(`轮换“${name}”的密钥？`, '新密钥显示一次；原密钥 24 小时后失效。', '轮换密钥', async () => {
            const data = await rotate.act({ id })
            if (!data) return
            list.reload()
            onSecret({ id, name, secret: data.rotateApiClientSecret.secret })
          })
        }
      >
        轮换密钥
      </Button>
      <Button type="primary" onClick={onEdit}>编辑</Button>
    </div>
  )
}
