'use client'

import { useState } from 'react'
import Link from 'next/link'
import { Button, Segmented, Table } from 'antd'
import { useQuery } from 'urql'
import { TERMINALS } from '@hospital/configuration/terminal'
import { pageKindOf } from '@hospital/pages/kinds'
import { formatStamp } from '@hospital/web/format'
import { RowSkeletons } from '@hospital/web/parts/skeleton'
import { ErrorState } from '@hospital/web/parts/states'
import { Tag } from '@hospital/web/parts/tag'
import { problemOf } from '@hospital/web/problem'
import { Panes } from '@/frame/panes'
import { InstitutionTreeDocument, PageDesignsDocument, type PageHeadFragment, type Terminal } from '@/graphql/graphql'
import { branches } from '@/settings/institution-settings'
import { designPath } from './place'
import styles from './pages.module.css'

const WHOLE = 'whole'
const terminals: { value: Terminal | 'ALL'; label: string }[] = [{ value: 'ALL', label: '全部终端' }, ...Object.entries(TERMINALS).map(([value, label]) => ({ value: value as Terminal, label }))]

/** Institutions on the left; every page with what holds at the chosen one, at a terminal. */
export function PageBoard() {
  const [{ data, error }] = useQuery({ query: InstitutionTreeDocument })
  const [chosen, choose] = useState(WHOLE)
  const [terminal, setTerminal] = useState<Terminal | 'ALL'>('ALL')
  const problem = problemOf(error)
  if (problem && !data) return <ErrorState problem={problem} title="机构没有加载出来" />
  if (!data) return <RowSkeletons count={8} />
  const entries = [{ key: WHOLE, word: '全院', hint: '默认' }, ...branches(data.institutions, null, 1)]
  return (
    <Panes label="机构" entries={entries} chosen={chosen} onChoose={choose}>
      <Panes.Head title={entries.find(({ key }) => key === chosen)?.word ?? ''} hint="没有单独发布的，沿用上级机构或全部终端的页面。">
        <Segmented aria-label="终端" options={terminals} value={terminal} onChange={setTerminal} />
      </Panes.Head>
      <PagesAt key={chosen + terminal} institutionId={chosen === WHOLE ? null : chosen} terminal={terminal === 'ALL' ? null : terminal} />
    </Panes>
  )
}

function PagesAt({ institutionId, terminal }: { institutionId: string | null; terminal: Terminal | null }) {
  const [{ data, error }, ask] = useQuery({ query: PageDesignsDocument, variables: { institutionId, terminal }, requestPolicy: 'network-only' })
  const problem = problemOf(error)
  if (problem && !data) return <ErrorState problem={problem} title="页面没有加载出来" ways={<Button onClick={() => ask({ requestPolicy: 'network-only' })}>重试</Button>} />
  if (!data) return <RowSkeletons count={6} />
  return (
    <Table<PageHeadFragment>
      rowKey="kind"
      size="middle"
      pagination={false}
      dataSource={data.pageDesigns}
      columns={[
        { key: 'name', title: '页面', render: (_, { kind }) => <b className={styles.name}>{pageKindOf(kind).label}</b> },
        { key: 'source', title: '线上内容', render: (_, page) => <SourceTag page={page} /> },
        { key: 'version', title: '线上版本', render: (_, { published }) => (published ? `v${published.number}，${formatStamp(published.publishedAt)} 发布` : '—') },
        { key: 'draft', title: '草稿', render: (_, { unpublished, draftChangedAt }) => (unpublished && draftChangedAt ? <Tag tone="warn">有未发布的修改</Tag> : '—') },
        { key: 'acts', title: '操作', render: (_, { kind }) => <Link className={styles.act} href={designPath({ kind, institutionId, terminal })} prefetch={false} aria-label={`设计${pageKindOf(kind).label}`}>设计</Link> },
      ]}
    />
  )
}

function SourceTag({ page: { source, sourceName } }: { page: PageHeadFragment }) {
  if (source === 'OWN') return <Tag tone="info">本级发布</Tag>
  return source === 'INHERITED' ? <Tag tone="neutral">沿用{sourceName}</Tag> : <Tag tone="neutral">系统默认</Tag>
}
