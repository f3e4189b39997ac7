'use client'

import { formatYuan } from '@hospital/web/format'
import { Tag } from '@hospital/web/parts/tag'
import { DrugsDocument, type DrugsQuery } from '@/graphql/graphql'
import { DataTable, type Column } from '@/table/data-table'
import { Facts } from '@/table/row-drawer'
import { InUse } from './in-use'

type Drug = DrugsQuery['drugs']['nodes'][number]

const columns: Column<Drug>[] = [
  { key: 'name', title: '药品', fixed: true, render: ({ name }) => name },
  { key: 'code', title: '编码', render: ({ code }) => code },
  { key: 'specification', title: '规格', render: ({ specification }) => specification ?? '—' },
  { key: 'form', title: '剂型', render: ({ form }) => form ?? '—' },
  { key: 'price', title: '零售价（元）', align: 'right', render: ({ priceFen }) => (priceFen == null ? '—' : formatYuan(priceFen)) },
  { key: 'controlled', title: '管制', render: ({ controlled }) => (controlled ? <Tag tone="danger">特殊管理</Tag> : '—') },
  { key: 'enabled', title: '状态', render: ({ enabled }) => <InUse enabled={enabled} /> },
]

export function DrugTable() {
  return (
    <DataTable
      name="drugs"
      noun="药品"
      source={{ document: DrugsDocument, connection: ({ drugs }) => drugs, variables: ({ q }, page) => ({ ...page, search: q }) }}
      columns={columns}
      filters={[{ key: 'q', label: '药品', kind: 'text', placeholder: '名称、编码或拼音首字母' }]}
      drawer={(_, row) => ({ title: row?.name ?? '药品', content: row && <DrugFacts drug={row} /> })}
    />
  )
}

function DrugFacts({ drug }: { drug: Drug }) {
  return (
    <Facts
      items={[
        ['编码', drug.code],
        ['拼音首字母', drug.pinyin],
        ['剂型', drug.form],
        ['规格', drug.specification],
        ['包装单位', drug.packUnit],
        ['零售价（元）', drug.priceFen == null ? null : formatYuan(drug.priceFen)],
        ['生产企业', drug.manufacturer],
        ['批准文号', drug.approvalNumber],
        ['管制', drug.controlled ? '特殊管理药品，不得在线开具' : '一般药品'],
        ['状态', <InUse key="enabled" enabled={drug.enabled} />],
      ]}
    />
  )
}
