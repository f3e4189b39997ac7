'use client'

import { useState } from 'react'
import { Button } from 'antd'
import { useMay } from '@hospital/web/parts/staff'
import { InUse } from '@/catalogue/in-use'
import { BannersDocument, RemoveBannersDocument, SetBannersEnabledDocument, type BannerPosition, type Terminal } from '@/graphql/graphql'
import { DataTable, type Column, type ListActs } from '@/table/data-table'
import type { FilterValues } from '@/table/filters'
import { RecordActs, recordActs } from '@/table/record-acts'
import { Facts } from '@/table/row-drawer'
import { BannerForm, type Banner } from './banner-form'
import { Counts } from './counts'
import { optionsOf, positionWords, spanWord, terminalsWord, terminalWords } from './words'
import styles from './content.module.css'

const columns: Column<Banner>[] = [
  { key: 'title', title: '标题', fixed: true, render: ({ title }) => title },
  { key: 'picture', title: '图片', render: ({ picture }) => <img className={styles.thumb} src={picture.url} width={80} height={32} alt="" /> },
  { key: 'institution', title: '机构', render: ({ institution }) => institution?.name ?? '全院' },
  { key: 'position', title: '运营位', render: ({ position }) => positionWords[position] },
  { key: 'terminals', title: '终端', render: ({ terminals }) => terminalsWord(terminals) },
  { key: 'span', title: '展示时间', render: ({ fromAt, untilAt }) => spanWord(fromAt, untilAt) },
  { key: 'order', title: '排序', align: 'right', render: ({ sortOrder }) => sortOrder },
  { key: 'views', title: '展示', align: 'right', render: ({ totals }) => totals?.views ?? 0 },
  { key: 'clicks', title: '点击', align: 'right', render: ({ totals }) => totals?.clicks ?? 0 },
  { key: 'enabled', title: '状态', render: ({ enabled }) => <InUse enabled={enabled} /> },
]

const acts = recordActs(
  { setEnabled: SetBannersEnabledDocument, remove: RemoveBannersDocument },
  { disable: '停用后患者立即看不到。', remove: '删除后不能恢复；已有的访问统计保留。' },
)

/** Fields of a page are known by their keys: those of the form have others. */
const filterOf = ({ q, place, terminal, use }: FilterValues) => ({ search: q, position: place as BannerPosition | undefined, terminal: terminal as Terminal | undefined, enabled: use ? use === 'yes' : undefined })

export function BannerTable() {
  const mayPublish = useMay('content:publish')
  const [edited, setEdited] = useState<{ banner?: Banner; list: ListActs } | null>(null)
  const may = mayPublish ? acts : acts.filter(({ word }) => word === '删除')
  return (
    <>
      <DataTable
        name="banners"
        noun="轮播图"
        source={{ document: BannersDocument, connection: ({ managedBanners }) => managedBanners, variables: (values, page) => ({ ...page, filter: filterOf(values) }) }}
        columns={columns}
        filters={[
          { key: 'q', label: '标题', kind: 'text' },
          { key: 'place', label: '运营位', kind: 'choice', options: optionsOf(positionWords) },
          { key: 'terminal', label: '终端', kind: 'choice', options: optionsOf(terminalWords) },
          { key: 'use', label: '状态', kind: 'choice', options: [{ value: 'yes', label: '启用' }, { value: 'no', label: '停用' }] },
        ]}
        toolbar={(list) => <Button type="primary" onClick={() => setEdited({ list })}>新增轮播图</Button>}
        exports={{ list: 'banners', filter: filterOf }}
        bulk={may}
        drawer={(id, row, list) => ({
          title: row?.title ?? '轮播图',
          wide: true,
          history: { subjectType: 'Banner', subjectId: id },
          content: row && <BannerFacts banner={row} />,
          footer: row && <RecordActs noun="轮播图" id={id} enabled={row.enabled} acts={may} list={list} onEdit={() => setEdited({ banner: row, list })} />,
        })}
      />
      {edited && (
        <BannerForm
          banner={edited.banner}
          mayPublish={mayPublish}
          onClose={() => setEdited(null)}
          onDone={() => {
            setEdited(null)
            edited.list.reload()
          }}
        />
      )}
    </>
  )
}

function BannerFacts({ banner }: { banner: Banner }) {
  const { picture, title, link, position, institution, terminals, fromAt, untilAt, enabled } = banner
  return (
    <div className={styles.shown}>
      <img className={styles.picture} src={picture.url} width={picture.width} height={picture.height} alt={title} />
      <Facts
        items={[
          ['运营位', positionWords[position]],
          ['点击后打开', link ?? '不可点击'],
          ['所属机构', institution?.name ?? '全院'],
          ['终端', terminalsWord(terminals)],
          ['展示时间', spanWord(fromAt, untilAt)],
          ['状态', <InUse key="enabled" enabled={enabled} />],
        ]}
      />
      <Counts subjectId={banner.id} of="banner" />
    </div>
  )
}
