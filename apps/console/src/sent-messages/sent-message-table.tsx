'use client'

import { useState } from 'react'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { App, Input } from 'antd'
import { useClient, useQuery } from 'urql'
import { formatStamp } from '@hospital/web/format'
import { StatusTag } from '@hospital/web/parts/tag'
import { problemOf } from '@hospital/web/problem'
import { AccountsOfDocument, NoticeEventsDocument, SentMessagesDocument, type MessageChannel, type MessageStatus, type SentMessageRowFragment } from '@/graphql/graphql'
import { DataTable, type Column } from '@/table/data-table'
import { instantsOf, type FilterValues } from '@/table/filters'
import { SentMessageDetail, SentMessageFooter } from './sent-message-detail'
import { channelWords, messageWords, optionsOf, recipientOf, terminalWords, wordOfCode } from './words'

const columns: Column<SentMessageRowFragment>[] = [
  { key: 'at', title: '时间', fixed: true, render: ({ at }) => formatStamp(at) },
  { key: 'event', title: '业务', render: ({ label }) => label },
  { key: 'channel', title: '渠道', render: ({ channel }) => channelWords[channel] },
  { key: 'recipient', title: '收件人', render: recipientOf },
  { key: 'terminal', title: '终端', render: ({ terminal }) => terminalWords[terminal] ?? terminal },
  { key: 'status', title: '状态', render: ({ status }) => <StatusTag status={status} words={messageWords} /> },
  { key: 'body', title: '内容', width: 320, render: ({ body }) => body },
  { key: 'code', title: '服务商答复', width: 200, render: ({ code }) => wordOfCode(code) ?? '—' },
]

const filterOf = (values: FilterValues) => ({
  event: values.event, channel: values.channel as MessageChannel | undefined, status: values.status as MessageStatus | undefined, terminal: values.terminal, day: values.day, ...instantsOf(values, 'at'),
  ...(values.to && { recipientIds: values.to.split(',') }),
})

export function SentMessageTable() {
  const [{ data }] = useQuery({ query: NoticeEventsDocument })
  return (
    <DataTable
      name="sent-messages"
      noun="消息"
      origin="业务事件按消息模板发出的通知显示在这里。"
      source={{ document: SentMessagesDocument, connection: ({ sentMessages }) => sentMessages, variables: (values, page) => ({ ...page, filter: filterOf(values) }) }}
      columns={columns}
      filters={[
        { key: 'event', label: '业务', kind: 'choice', options: (data?.messageEvents ?? []).map(({ event, label }) => ({ value: event, label })) },
        { key: 'channel', label: '渠道', kind: 'choice', options: optionsOf(channelWords) },
        { key: 'status', label: '状态', kind: 'choice', options: optionsOf(messageWords) },
        { key: 'terminal', label: '终端', kind: 'choice', options: optionsOf(terminalWords) },
        { key: 'at', label: '时间', kind: 'days' },
      ]}
      toolbar={<RecipientSearch />}
      exports={{ list: 'messages', filter: filterOf }}
      drawer={(id, row, list) => ({ title: row ? `${row.label} · ${channelWords[row.channel]}` : '消息', wide: true, content: <SentMessageDetail key={`${id} ${row?.status}`} id={id} />, footer: row?.availableActions.includes('resend') && <SentMessageFooter message={row} onDone={list.reload} /> })}
    />
  )
}

/** Names and phones are kept elsewhere: who was typed is looked up there, and the list is asked for the accounts. */
function RecipientSearch() {
  const client = useClient()
  const router = useRouter()
  const path = usePathname()
  const params = useSearchParams()
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)

  async function find(typed: string) {
    const next = new URLSearchParams(params)
    for (const key of ['to', 'after', 'page', 'row']) next.delete(key)
    if (typed.trim()) {
      setBusy(true)
      const { data, error } = await client.query(AccountsOfDocument, { search: typed.trim() }, { requestPolicy: 'network-only' }).toPromise()
      setBusy(false)
      const problem = problemOf(error)
      if (problem) return void message.error(problem.message)
      const ids = [...new Set((data?.patients.nodes ?? []).flatMap(({ account }) => (account ? [account.id] : [])))]
      if (ids.length === 0) return void message.info('没有找到这位患者')
      next.set('to', ids.join(','))
    }
    router.push(`${path}?${next}`)
  }

  return <Input.Search aria-label="按收件人查找" placeholder="患者姓名，或完整手机号" allowClear style={{ width: 280 }} loading={busy} onSearch={find} />
}
