'use client'

import { App, Button, Drawer } from 'antd'
import { useState } from 'react'
import { useQuery } from 'urql'
import { formatStamp } from '@hospital/web/format'
import { RowSkeletons } from '@hospital/web/parts/skeleton'
import { useMay } from '@hospital/web/parts/staff'
import { Empty, ErrorState } from '@hospital/web/parts/states'
import { Dot, Tag } from '@hospital/web/parts/tag'
import { problemOf } from '@hospital/web/problem'
import { useAct } from '@/form/use-act'
import { PageVersionsDocument, RollBackPageDocument, WithdrawPageDocument } from '@/graphql/graphql'
import type { DesignPlace } from '../place'
import type { Draft } from './use-draft'
import styles from './designer.module.css'

interface VersionsProps {
  place: DesignPlace
  draft: Draft
  onClose(): void
}

/** What was put before patients and when; each can be put there again. */
export function Versions({ place, draft, onClose }: VersionsProps) {
  const [after, setAfter] = useState<string | null>(null)
  const [{ data, error }] = useQuery({ query: PageVersionsDocument, variables: { ...place, after }, requestPolicy: 'network-only' })
  const mayPublish = useMay('page:publish')
  const problem = problemOf(error)
  const { nodes, pageInfo } = data?.pageDesign.versions ?? { nodes: [], pageInfo: null }
  const own = draft.head.source === 'OWN'
  return (
    <Drawer open closable={{ placement: 'end' }} title="版本记录" size={520} onClose={onClose} footer={mayPublish && own && <Withdraw draft={draft} onDone={onClose} />}>
      {problem && !data && <ErrorState problem={problem} title="版本没有加载出来" />}
      {!data && !problem && <RowSkeletons count={5} />}
      {data && nodes.length === 0 && <Empty title="还没有发布过">发布后，每个版本都会留在这里。</Empty>}
      <ol className={styles.versions}>
        {nodes.map(({ id, number, publishedAt, publishedByName, restored }) => (
          <li key={id}>
            <div>
              <b>v{number}</b> {own && draft.head.published?.number === number && <Tag tone="success">线上</Tag>}
              <p>{formatStamp(publishedAt)}<Dot />{publishedByName ?? '系统'}{restored && <><Dot />由 v{restored} 回滚</>}</p>
            </div>
            {mayPublish && !(own && draft.head.published?.number === number) && <RollBack number={number} draft={draft} onDone={onClose} />}
          </li>
        ))}
      </ol>
      {pageInfo?.hasNextPage && <Button block onClick={() => setAfter(pageInfo.endCursor ?? null)}>更早的版本</Button>}
    </Drawer>
  )
}

function RollBack({ number, draft, onDone }: { number: number; draft: Draft; onDone(): void }) {
  const { modal } = App.useApp()
  const { act } = useAct(RollBackPageDocument, `已回滚到 v${number}，患者端立即生效`)
  const ask = () =>
    modal.confirm({
      title: `回滚到 v${number}？`, content: '患者端立即显示这个版本；当前草稿会被它替换。', okText: '回滚页面', cancelText: '取消',
      async onOk() {
        const data = await act({ id: draft.head.id!, number, draftVersion: draft.head.draftVersion })
        if (!data) return
        draft.take(data.rollBackPage)
        onDone()
      },
    })
  return <Button size="small" disabled={draft.dirty || draft.saving} onClick={ask}>回滚到 v{number}</Button>
}

function Withdraw({ draft, onDone }: { draft: Draft; onDone(): void }) {
  const { modal } = App.useApp()
  const { act } = useAct(WithdrawPageDocument, '已撤下，恢复沿用上级')
  const ask = () =>
    modal.confirm({
      title: '撤下本级页面？', content: '患者端立即恢复为上级机构、全部终端或系统默认的页面；草稿与版本都保留。', okText: '撤下页面', cancelText: '取消', okButtonProps: { danger: true },
      async onOk() {
        const data = await act({ id: draft.head.id!, draftVersion: draft.head.draftVersion })
        if (!data) return
        draft.take(data.withdrawPage)
        onDone()
      },
    })
  return <Button danger disabled={draft.dirty || draft.saving} onClick={ask}>撤下，恢复沿用上级</Button>
}
