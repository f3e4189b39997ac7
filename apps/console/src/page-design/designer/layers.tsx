'use client'

import { useEffect, useRef, useState, type DragEvent, type KeyboardEvent } from 'react'
import { isModuleKind, moduleOf } from '@hospital/pages/modules'
import { ChevronDownIcon, ChevronUpIcon, GripIcon, TrashIcon, WarningIcon } from '@hospital/web/parts/icons'
import { pageIcons } from '@hospital/web/parts/page-icons'
import type { Draft } from './use-draft'
import { labelOf, type Modules } from './use-modules'
import styles from './designer.module.css'

/** The modules in their order: drawn by mouse, moved by key (Alt with an arrow), or by their buttons. */
export function Layers({ draft, modules }: { draft: Draft; modules: Modules }) {
  const list = useRef<HTMLOListElement>(null)
  const [over, setOver] = useState<number | null>(null)
  const moved = useRef<string | null>(null)
  const { content, problems } = draft
  // Moving a row takes the focus from it: it is given back.
  useEffect(() => {
    if (moved.current) list.current?.querySelector<HTMLElement>(`[data-layer="${moved.current}"]`)?.focus()
    moved.current = null
  }, [content.modules])

  function press(event: KeyboardEvent, id: string) {
    if (event.key === 'Delete') return modules.remove(id)
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    moved.current = id
    if (event.key === 'ArrowUp') modules.up(id)
    else modules.down(id)
  }
  function hover(event: DragEvent<HTMLElement>, at: number) {
    if (!modules.dragged) return
    event.preventDefault()
    const { top, height } = event.currentTarget.getBoundingClientRect()
    setOver(event.clientY < top + height / 2 ? at : at + 1)
  }
  function letGo(event: DragEvent) {
    event.preventDefault()
    if (over !== null) modules.drop(over)
    setOver(null)
  }

  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label="图层">
      <p className={styles.hint} id="layer-hint">拖动排序；用键盘时选中一项，按 Alt 加 ↑ 或 ↓ 移动，按 Delete 移除。</p>
      {content.modules.length === 0 && <p className={styles.hint}>页面上还没有模块。</p>}
      <ol ref={list} className={styles.layers} onDragLeave={(event) => !event.currentTarget.contains(event.relatedTarget as Node) && setOver(null)}>
        {content.modules.map(({ id, kind }, at) => {
          const Icon = isModuleKind(kind) ? pageIcons[moduleOf(kind).icon] : WarningIcon
          const label = labelOf(kind)
          return (
            <li
              key={id}
              draggable
              data-selected={modules.selected?.id === id || undefined}
              data-over={over === at ? 'before' : over === at + 1 && at === content.modules.length - 1 ? 'after' : undefined}
              onDragStart={(event) => {
                event.dataTransfer.setData('text/plain', id)
                modules.drag({ id })
              }}
              onDragEnd={() => modules.drag(null)}
              onDragOver={(event) => hover(event, at)}
              onDrop={letGo}
            >
              <button type="button" data-layer={id} aria-current={modules.selected?.id === id || undefined} aria-describedby="layer-hint" onClick={() => modules.select(id)} onKeyDown={(event) => press(event, id)}>
                <GripIcon size={16} />
                <Icon size={18} />
                <span className="ih-ellipsis">{label}</span>
                {problems.some(({ moduleId }) => moduleId === id) && <WarningIcon size={16} label="有问题待修改" />}
              </button>
              <button type="button" aria-label={`上移${label}`} disabled={at === 0} onClick={() => modules.up(id)}><ChevronUpIcon size={16} /></button>
              <button type="button" aria-label={`下移${label}`} disabled={at === content.modules.length - 1} onClick={() => modules.down(id)}><ChevronDownIcon size={16} /></button>
              <button type="button" aria-label={`移除${label}`} onClick={() => modules.remove(id)}><TrashIcon size={16} /></button>
            </li>
          )
        })}
      </ol>
    </div>
  )
}
