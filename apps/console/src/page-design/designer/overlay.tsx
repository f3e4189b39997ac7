'use client'

import { useState, type DragEvent } from 'react'
import type { StoredModule } from '@hospital/pages/content'
import { ChevronDownIcon, ChevronUpIcon, GripIcon, TrashIcon } from '@hospital/web/parts/icons'
import { labelOf, type Modules } from './use-modules'
import styles from './designer.module.css'

/** Where the preview shows a module. */
export interface ModuleRect {
  id: string
  top: number
  height: number
}

interface OverlayProps {
  rects: readonly ModuleRect[]
  order: readonly StoredModule[]
  modules: Modules
}

/** Lies over the preview: modules are chosen, dragged and let go here. The layers are the way for whoever uses no pointer. */
export function Overlay({ rects, order, modules }: OverlayProps) {
  const [line, setLine] = useState<{ at: number; top: number } | null>(null)
  const shown = rects.filter(({ id }) => order.some((module) => module.id === id))

  function hover(event: DragEvent<HTMLElement>) {
    if (!modules.dragged) return
    event.preventDefault()
    const y = event.clientY - event.currentTarget.getBoundingClientRect().top
    const next = shown.find(({ top, height }) => y < top + height / 2)
    const last = shown.at(-1)
    setLine(next ? { at: modules.placeOf(next.id), top: next.top } : { at: order.length, top: last ? last.top + last.height : 0 })
  }
  function letGo(event: DragEvent) {
    event.preventDefault()
    if (line) modules.drop(line.at)
    setLine(null)
  }

  return (
    <div className={styles.overlay} onDragOver={hover} onDrop={letGo} onDragLeave={(event) => !event.currentTarget.contains(event.relatedTarget as Node) && setLine(null)}>
      {shown.map((rect) => {
        const module = order.find(({ id }) => id === rect.id)!
        return (
          <div
            key={rect.id}
            className={styles.rect}
            style={{ top: rect.top, height: rect.height }}
            data-rect={module.kind}
            data-selected={modules.selected?.id === rect.id || undefined}
            draggable
            onDragStart={(event) => {
              event.dataTransfer.setData('text/plain', rect.id)
              modules.drag({ id: rect.id })
            }}
            onDragEnd={() => modules.drag(null)}
            onClick={() => modules.select(rect.id)}
          >
            {modules.selected?.id === rect.id && <Tools module={module} last={order.length - 1} modules={modules} />}
          </div>
        )
      })}
      {line && modules.draggedWord && <div className={styles.drop} style={{ top: line.top }}>松开放到这里：{modules.draggedWord}</div>}
    </div>
  )
}

function Tools({ module: { id, kind }, last, modules }: { module: StoredModule; last: number; modules: Modules }) {
  const at = modules.placeOf(id)
  const label = labelOf(kind)
  return (
    <div className={styles.tools} role="toolbar" aria-label={`${label}的操作`} onClick={(event) => event.stopPropagation()}>
      <GripIcon size={16} />
      <button type="button" aria-label={`上移所选：${label}`} disabled={at === 0} onClick={() => modules.up(id)}><ChevronUpIcon size={16} /></button>
      <button type="button" aria-label={`下移所选：${label}`} disabled={at === last} onClick={() => modules.down(id)}><ChevronDownIcon size={16} /></button>
      <button type="button" aria-label={`移除所选：${label}`} onClick={() => modules.remove(id)}><TrashIcon size={16} /></button>
    </div>
  )
}
