'use client'

import { useState } from 'react'
import Link from 'next/link'
import { App, Button, Popover, QRCode, Segmented } from 'antd'
import { TERMINALS } from '@hospital/configuration/terminal'
import { pageKindOf } from '@hospital/pages/kinds'
import { formatStamp, formatTime } from '@hospital/web/format'
import { ChevronLeftIcon, QrCodeIcon, RedoIcon, UndoIcon } from '@hospital/web/parts/icons'
import { useMay } from '@hospital/web/parts/staff'
import { Dot, Tag } from '@hospital/web/parts/tag'
import { useAct } from '@/form/use-act'
import { PublishPageDocument } from '@/graphql/graphql'
import type { DesignPlace } from '../place'
import { previewUrl } from './preview-url'
import type { Draft } from './use-draft'
import { Versions } from './versions'
import styles from './designer.module.css'

export type PreviewMode = 'standard' | 'elder'

interface BarProps {
  place: DesignPlace
  placeWord: string
  draft: Draft
  mode: PreviewMode
  onMode(mode: PreviewMode): void
  patientUrl: string
}

export function Bar({ place, placeWord, draft, mode, onMode, patientUrl }: BarProps) {
  const [history, showHistory] = useState(false)
  const { head, canUndo, canRedo, undo, redo } = draft
  const { published } = head
  const { label } = pageKindOf(place.kind)
  return (
    <header className={styles.bar}>
      <Link href="/pages" prefetch={false} aria-label="返回页面列表" className={styles.back}><ChevronLeftIcon size={20} /></Link>
      <h1>{label}</h1>
      {head.unpublished && <Tag tone="warn">草稿</Tag>}
      <p className="ih-ellipsis">
        {published ? <>线上 v{published.number}<Dot />{formatStamp(published.publishedAt)} 发布{head.source === 'INHERITED' && <>（沿用{head.sourceName}）</>}</> : '线上为系统默认页面'}
        <Dot />{placeWord}<Dot />{place.terminal ? TERMINALS[place.terminal] : '全部终端'}
      </p>
      <div className={styles.acts}>
        <Button type="text" aria-label="撤销" disabled={!canUndo} onClick={undo} icon={<UndoIcon size={18} />} />
        <Button type="text" aria-label="重做" disabled={!canRedo} onClick={redo} icon={<RedoIcon size={18} />} />
        <Segmented<PreviewMode> aria-label="预览版式" options={[{ value: 'standard', label: '标准' }, { value: 'elder', label: '适老' }]} value={mode} onChange={onMode} />
        <SavedWord draft={draft} />
        <Button disabled={!head.id} onClick={() => showHistory(true)}>版本记录</Button>
        <OnPhone url={previewUrl(patientUrl, place, head.previewToken, mode)} />
        <PublishButton draft={draft} label={label} />
      </div>
      {history && <Versions place={place} draft={draft} onClose={() => showHistory(false)} />}
    </header>
  )
}

function SavedWord({ draft: { dirty, saving, problems, refusal, head } }: { draft: Draft }) {
  const word = problems.length ? `${problems.length} 处待修改` : refusal ? refusal.message : saving || dirty ? '正在保存…' : head.draftChangedAt ? `${formatTime(head.draftChangedAt)} 已保存` : '尚无草稿'
  return <span className={styles.saved} data-tone={problems.length || refusal ? 'warn' : undefined} title={word}>{word}</span>
}

function OnPhone({ url }: { url: string }) {
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title="用手机扫码预览草稿"
      content={
        <div className={styles.onPhone}>
          <QRCode value={url} size={160} icon={undefined} />
          <a href={url} target="_blank" rel="noreferrer">在新窗口打开</a>
        </div>
      }
    >
      <Button icon={<QrCodeIcon size={16} />}>手机预览</Button>
    </Popover>
  )
}

function PublishButton({ draft, label }: { draft: Draft; label: string }) {
  const { modal } = App.useApp()
  const { act, busy } = useAct(PublishPageDocument, '已发布，患者端立即生效')
  const { head, dirty, saving, problems, stale } = draft
  if (!useMay('page:publish')) return null
  const ask = () =>
    modal.confirm({
      title: `发布${label}？`, content: '患者端立即显示新的页面；需要时可以在版本记录里回滚。', okText: '发布页面', cancelText: '再看看',
      async onOk() {
        const data = await act({ id: head.id!, draftVersion: head.draftVersion })
        if (data) draft.take(data.publishPage)
      },
    })
  return <Button type="primary" loading={busy} disabled={!head.id || !head.unpublished || dirty || saving || stale || problems.length > 0} onClick={ask}>发布</Button>
}
