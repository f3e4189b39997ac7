'use client'

import { useState } from 'react'
import { Button } from 'antd'
import { PAYMENT_CHANNELS } from '@hospital/configuration/payment-channels'
import { formatStamp } from '@hospital/web/format'
import { useMay } from '@hospital/web/parts/staff'
import { Tag } from '@hospital/web/parts/tag'
import { useAct } from '@/form/use-act'
import { PaymentAccountsDocument, SetPaymentAccountEnabledDocument, type PaymentAccountRowFragment } from '@/graphql/graphql'
import { DataTable, type Column, type ListActs } from '@/table/data-table'
import { Facts } from '@/table/row-drawer'
import styles from '@/table/table.module.css'
import { AccountForm } from './account-form'
import { TestCharge } from './test-charge'
import { chargeWords, labelsOf } from './words'

const standing = ({ enabled }: PaymentAccountRowFragment) => (enabled ? <Tag tone="success">启用</Tag> : <Tag tone="neutral">停用</Tag>)
const merchantOf = ({ parameters }: PaymentAccountRowFragment) => parameters.find(({ name }) => name === 'mchId' || name === 'sellerId' || name === 'merId')?.value ?? '—'
const tested = ({ testCharge }: PaymentAccountRowFragment) => (testCharge ? <Tag tone={chargeWords[testCharge.status].tone}>{chargeWords[testCharge.status].word}</Tag> : '—')

const columns: Column<PaymentAccountRowFragment>[] = [
  { key: 'name', title: '名称', fixed: true, render: ({ name }) => name },
  { key: 'channel', title: '支付渠道', render: ({ channel }) => PAYMENT_CHANNELS[channel].label },
  { key: 'institution', title: '机构', render: ({ institution }) => institution?.name ?? '全院' },
  { key: 'merchant', title: '商户号', render: merchantOf },
  { key: 'status', title: '状态', render: standing },
  { key: 'tested', title: '最近测试', render: tested },
  { key: 'updatedAt', title: '更新时间', render: ({ updatedAt }) => formatStamp(updatedAt) },
]

interface Editing {
  /** Left out: a new one. */
  account?: PaymentAccountRowFragment
  list: ListActs
}

/** Merchants' accounts at the payment channels. */
export function AccountTable() {
  const mayManage = useMay('channel:manage')
  const [editing, edit] = useState<Editing | null>(null)
  return (
    <>
      <DataTable
        name="payment-accounts"
        noun="支付账号"
        source={{ document: PaymentAccountsDocument, connection: ({ paymentChannelAccounts }) => paymentChannelAccounts, variables: (_, page) => page }}
        columns={columns}
        toolbar={(list) => mayManage && <Button type="primary" onClick={() => edit({ list })}>新建支付账号</Button>}
        drawer={(id, row, list) => ({
          title: row?.name ?? '支付账号',
          wide: true,
          history: { subjectType: 'PaymentChannelAccount', subjectId: id },
          content: row && (
            <>
              <AccountFacts account={row} />
              {mayManage && <TestCharge account={row} onChanged={list.reload} />}
            </>
          ),
          footer: row && mayManage && <Acts account={row} list={list} onEdit={() => edit({ account: row, list })} />,
        })}
      />
      {editing && (
        <AccountForm
          account={editing.account}
          onDone={() => {
            editing.list.reload()
            edit(null)
          }}
          onClose={() => edit(null)}
        />
      )}
    </>
  )
}

function AccountFacts({ account }: { account: PaymentAccountRowFragment }) {
  const { channel, origin, institution, parameters, secrets } = account
  const labels = labelsOf(channel)
  return (
    <Facts
      items={[
        ['支付渠道', PAYMENT_CHANNELS[channel].label],
        ['机构', institution?.name ?? '全院'],
        ['状态', standing(account)],
        ...parameters.map(({ name, value }) => [labels[name] ?? name, value.includes('-----') ? '已设置' : value] as const),
        ...secrets.map(({ name, setAt, fingerprint }) => [labels[name] ?? name, `已于 ${formatStamp(setAt)} 设置，指纹 ${fingerprint}`] as const),
        ['密钥', origin === 'CONNECTORS_FILE' ? '在部署配置中，不在这里维护' : null],
      ]}
    />
  )
}

function Acts({ account: { id, enabled, version, origin }, list, onEdit }: { account: PaymentAccountRowFragment; list: ListActs; onEdit(): void }) {
  const { act, busy } = useAct(SetPaymentAccountEnabledDocument, enabled ? '已停用，新的支付不再使用该账号' : '已启用，立即生效')
  return (
    <div className={styles.acts}>
      <Button danger={enabled} loading={busy} onClick={async () => { if (await act({ id, enabled: !enabled, version })) list.reload() }}>
        {enabled ? '停用' : '启用'}
      </Button>
      {origin === 'CONSOLE' && <Button type="primary" onClick={onEdit}>编辑</Button>}
    </div>
  )
}
