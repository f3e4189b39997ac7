'use client'

import { useState } from 'react'
import { Button, Form, Input } from 'antd'
import { formatStamp } from '@hospital/web/format'
import { useMay } from '@hospital/web/parts/staff'
import { StatusTag } from '@hospital/web/parts/tag'
import { FormDrawer } from '@/form/form-drawer'
import { BlacklistEntriesDocument, LiftFromBlacklistDocument, type BlacklistRowFragment, type BlacklistState, type LiftFromBlacklistMutation, type LiftFromBlacklistMutationVariables } from '@/graphql/graphql'
import { DataTable, type Column } from '@/table/data-table'
import { Facts } from '@/table/row-drawer'

const states = { ACTIVE: { word: '生效中', tone: 'danger' }, ENDED: { word: '已到期', tone: 'neutral' }, LIFTED: { word: '已解除', tone: 'success' } } as const

const peopleOf = ({ account }: BlacklistRowFragment) => account?.patients.map(({ name }) => name).join('、') || '—'

const columns: Column<BlacklistRowFragment>[] = [
  { key: 'phone', title: '账号手机', fixed: true, render: ({ account }) => account?.maskedPhone ?? '—' },
  { key: 'people', title: '就诊人', render: peopleOf },
  { key: 'reason', title: '原因', render: ({ reason }) => reason },
  { key: 'startsAt', title: '开始时间', render: ({ startsAt }) => formatStamp(startsAt) },
  { key: 'endsAt', title: '截止时间', render: ({ endsAt }) => formatStamp(endsAt) },
  { key: 'state', title: '状态', render: ({ state }) => <StatusTag status={state} words={states} /> },
]

export function BlacklistTable() {
  return (
    <DataTable
      name="blacklist"
      noun="黑名单记录"
      origin="在患者详情中“加入黑名单”后显示在这里，到期自动解除。"
      source={{
        document: BlacklistEntriesDocument,
        connection: ({ blacklistEntries }) => blacklistEntries,
        variables: ({ q, state }, page) => ({ ...page, filter: { search: q, state: (state as BlacklistState | undefined) ?? undefined } }),
      }}
      columns={columns}
      filters={[
        { key: 'q', label: '患者', kind: 'text', placeholder: '姓名，或完整手机号、证件号' },
        { key: 'state', label: '状态', kind: 'choice', options: Object.entries(states).map(([value, { word }]) => ({ value, label: word })) },
      ]}
      drawer={(_, row) => ({ title: '黑名单记录', content: row && <EntryDetail entry={row} /> })}
    />
  )
}

function EntryDetail({ entry }: { entry: BlacklistRowFragment }) {
  const [lifting, setLifting] = useState(false)
  const mayManage = useMay('blacklist:manage')
  return (
    <>
      <Facts
        items={[
          ['账号手机', entry.account?.maskedPhone],
          ['就诊人', peopleOf(entry)],
          ['原因', entry.reason],
          ['开始时间', formatStamp(entry.startsAt)],
          ['截止时间', formatStamp(entry.endsAt)],
          ['状态', <StatusTag key="state" status={entry.state} words={states} />],
          ['解除时间', entry.liftedAt && formatStamp(entry.liftedAt)],
          ['解除原因', entry.liftReason],
        ]}
      />
      {mayManage && entry.state === 'ACTIVE' && <Button style={{ marginTop: 16 }} onClick={() => setLifting(true)}>解除黑名单</Button>}
      {lifting && (
        <FormDrawer<{ reason: string }, LiftFromBlacklistMutation, LiftFromBlacklistMutationVariables>
          title="解除黑名单"
          subject={`账号 ${entry.account?.maskedPhone ?? ''}`}
          document={LiftFromBlacklistDocument}
          variables={({ reason }) => ({ id: entry.id, reason })}
          submitText="解除黑名单"
          doneText="已解除，账号立即恢复"
          onDone={() => setLifting(false)}
          onClose={() => setLifting(false)}
        >
          <Form.Item name="reason" label="解除原因" rules={[{ required: true, whitespace: true, message: '请填写解除原因' }]}>
            <Input.TextArea rows={2} maxLength={100} showCount />
          </Form.Item>
        </FormDrawer>
      )}
    </>
  )
}
