'use client'

import { useState, type DragEvent } from 'react'
import { Tabs } from 'antd'
import { fits } from '@hospital/pages/kinds'
import { MODULES, type ModuleKind } from '@hospital/pages/modules'
import { TEMPLATES } from '@hospital/pages/templates'
import { pageIcons } from '@hospital/web/parts/page-icons'
import type { DesignPlace } from '../place'
import { Layers } from './layers'
import type { Draft } from './use-draft'
import type { Modules } from './use-modules'
import styles from './designer.module.css'

interface ShelfProps {
  place: DesignPlace
  draft: Draft
  modules: Modules
}

/** Modules to take, what is on the page, and pages to start from. */
export function Shelf({ place, draft, modules }: ShelfProps) {
  const [tab, setTab] = useState('modules')
  return (
    <aside className={styles.shelf} aria-label="模块与图层">
      <Tabs
        activeKey={tab}
        onChange={setTab}
        items={[
          { key: 'modules', label: '模块', children: <Palette place={place} modules={modules} /> },
          { key: 'layers', label: '图层', children: <Layers draft={draft} modules={modules} /> },
          { key: 'templates', label: '模板', children: <Templates place={place} draft={draft} modules={modules} /> },
        ]}
      />
    </aside>
  )
}

function Palette({ place, modules }: Pick<ShelfProps, 'place' | 'modules'>) {
  const kinds = (Object.keys(MODULES) as ModuleKind[]).filter((kind) => fits(place.kind, kind))
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label="可用模块">
      <p className={styles.hint}>拖到手机上，或点按添加到所选模块之后。</p>
      {[...Map.groupBy(kinds, (kind) => MODULES[kind].group)].map(([group, members]) => (
        <section key={group}>
          <h2>{group}</h2>
          <div className={styles.palette}>
            {members.map((kind) => {
              const Icon = pageIcons[MODULES[kind].icon]
              const start = (event: DragEvent) => {
                event.dataTransfer.setData('text/plain', kind)
                event.dataTransfer.effectAllowed = 'copy'
                modules.drag({ kind })
              }
              return (
                <button key={kind} type="button" draggable onDragStart={start} onDragEnd={() => modules.drag(null)} onClick={() => modules.add(kind)} aria-label={`添加${MODULES[kind].label}`}>
                  <Icon size={20} />
                  {MODULES[kind].label}
                </button>
              )
            })}
          </div>
        </section>
      ))}
    </div>
  )
}

function Templates({ place, draft, modules }: ShelfProps) {
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label="模板">
      <p className={styles.hint}>套用后替换当前草稿，可以撤销。</p>
      {TEMPLATES[place.kind].map(({ key, label, hint, content }) => (
        <button
          key={key}
          type="button"
          className={styles.template}
          onClick={() => {
            draft.change(content)
            modules.select(null)
          }}
        >
          <b>{label}</b>
          <span>{hint}</span>
        </button>
      ))}
    </div>
  )
}
