'use client'

import { formatYuan } from '@hospital/web/format'
import { HomecareItemsDocument, type HomecareItemsQuery } from '@/graphql/graphql'
import { DataTable, type Column } from '@/table/data-table'

type Item = HomecareItemsQuery['homecareItems']['nodes'][number]

const columns: Column<Item>[] = [
  { key: 'name', title: '项目', fixed: true, render: ({ name }) => name },
  { key: 'category', title: '类别', render: ({ category }) => category },
  { key: 'summary', title: '说明', render: ({ summary }) => summary ?? '—' },
  { key: 'duration', title: '时长（分钟）', align: 'right', render: ({ durationMinutes }) => durationMinutes },
  { key: 'price', title: '价格（元）', align: 'right', render: ({ priceFen }) => formatYuan(priceFen) },
]

export function HomecareTable() {
  return (
    <DataTable
      name="homecare"
      noun="护理项目"
      source={{ document: HomecareItemsDocument, connection: ({ homecareItems }) => homecareItems, variables: ({ category }, page) => ({ ...page, category }) }}
      columns={columns}
      filters={[{ key: 'category', label: '类别', kind: 'text', placeholder: '完整类别名' }]}
    />
  )
}
