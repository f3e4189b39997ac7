'use client'

import { useState } from 'react'
import { Button, Select, Space, Table } from 'antd'
import { useQuery } from 'urql'
import { formatStamp } from '@hospital/web/format'
import { RowSkeletons } from '@hospital/web/parts/skeleton'
import { ErrorState } from '@hospital/web/parts/states'
import { Tag } from '@hospital/web/parts/tag'
import { problemOf } from '@hospital/web/problem'
import { InstitutionTreeDocument, MessageTemplatesDocument, type MessageTemplateRowFragment } from '@/graphql/graphql'
import styles from './message-templates.module.css'
import { TemplateDrawer } from './template-drawer'

const WHOLE = ''

/** Every event that people are told of, by which channels, and in whose words. */
export function TemplateBoard() {
  const [institutionId, choose] = useState(WHOLE)
  const [{ data: tree }] = useQuery({ query: InstitutionTreeDocument })
  const [{ data, error }, ask] = useQuery({ query: MessageTemplatesDocument, variables: { institutionId: institutionId || null } })
  const [chosen, open] = useState<string | null>(null)
  const problem = problemOf(error)
  const templates = data?.messageTemplates ?? []
  const template = templates.find((one) => keyOf(one) === chosen)
  const names = [{ value: WHOLE, label: '全院' }, ...(tree?.institutions ?? []).map(({ id, name }) => ({ value: id, label: name }))]
  return (
    <>
      <Space className={styles.place}>
        <label htmlFor="template-place">适用机构</label>
        <Select id="template-place" style={{ width: 260 }} value={institutionId} options={names} onChange={choose} />
        <span className={styles.hint}>机构没有单独设置时，沿用全院的模板。</span>
      </Space>
      {problem && !data ? <ErrorState problem={problem} title="消息模板没有加载出来" ways={<Button onClick={() => ask({ requestPolicy: 'network-only' })}>重试</Button>} /> : !data ? <RowSkeletons count={10} /> : <TemplateTable templates={templates} onOpen={(one) => open(keyOf(one))} />}
      {template && (
        <TemplateDrawer
          key={`${chosen} ${institutionId} ${template.version}`}
          template={template}
          institutionId={institutionId || null}
          place={names.find(({ value }) => value === institutionId)!.label}
          onDone={() => {
            open(null)
            ask({ requestPolicy: 'network-only' })
          }}
          onClose={() => open(null)}
        />
      )}
    </>
  )
}

const keyOf = ({ event, audience }: MessageTemplateRowFragment) => `${event} ${audience}`

const sources = { OWN: '本级设置', INHERITED: '沿用全院', HOUSE: '系统默认' } as const

function TemplateTable({ templates, onOpen }: { templates: readonly MessageTemplateRowFragment[]; onOpen(template: MessageTemplateRowFragment): void }) {
  return (
    <section className={styles.sheet} aria-label="消息模板列表" tabIndex={0}>
      <Table<MessageTemplateRowFragment>
        rowKey={keyOf}
        size="middle"
        pagination={false}
        scroll={{ x: 'max-content' }}
        dataSource={[...templates]}
        columns={[
          { key: 'label', title: '业务', render: (_, one) => <button type="button" className={styles.link} onClick={() => onOpen(one)}>{one.label}{one.audience === 'PRACTITIONER' && '（医护）'}</button> },
          { key: 'group', title: '分类', render: (_, { group }) => group },
          { key: 'audience', title: '通知对象', render: (_, { audience }) => (audience === 'ACCOUNT' ? '患者' : '医护') },
          { key: 'inApp', title: '站内消息', render: (_, { inApp }) => <OnOff on={inApp.enabled} /> },
          { key: 'sms', title: '短信', render: (_, { sms, audience }) => (audience === 'ACCOUNT' ? <OnOff on={sms.enabled} /> : '—') },
          { key: 'wechat', title: '微信', render: (_, { wechat, audience }) => (audience === 'ACCOUNT' ? <OnOff on={wechat.enabled} /> : '—') },
          { key: 'urgent', title: '夜间', render: (_, { urgent }) => (urgent ? '照常发送' : '免打扰') },
          { key: 'source', title: '来源', render: (_, { source }) => sources[source] },
          { key: 'changedAt', title: '修改时间', render: (_, { changedAt }) => (changedAt ? formatStamp(changedAt) : '—') },
        ]}
      />
    </section>
  )
}

const OnOff = ({ on }: { on: boolean }) => <Tag tone={on ? 'success' : 'neutral'}>{on ? '开' : '关'}</Tag>
