'use client'

import { useState } from 'react'
import { Alert, Button, Tabs } from 'antd'
import type { StoredModule } from '@hospital/pages/content'
import type { Fields, Raw } from '@hospital/pages/field'
import { pageKindOf, STYLE } from '@hospital/pages/kinds'
import { DISPLAY } from '@hospital/pages/module'
import { isModuleKind, moduleOf } from '@hospital/pages/modules'
import { problemsIn, withDefaults } from '@hospital/pages/values'
import { Tag } from '@hospital/web/parts/tag'
import type { PageDraftFragment } from '@/graphql/graphql'
import type { DesignPlace } from '../place'
import { closedNotes } from './closed-notes'
import type { Institutions } from './designer'
import { FieldInput } from './field-input'
import type { Draft } from './use-draft'
import { labelOf, type Modules } from './use-modules'
import styles from './designer.module.css'

export type Images = PageDraftFragment['images']

interface PropertiesProps {
  place: DesignPlace
  draft: Draft
  modules: Modules
  images: Images
  institutions: Institutions
}

/** What may be set on the chosen module, or on the page where none is chosen: drawn from the declared fields. */
export function Properties({ place, draft, modules, images, institutions }: PropertiesProps) {
  const { selected } = modules
  const count = draft.content.modules.length
  return (
    <aside className={styles.properties} aria-label="属性">
      <header>
        <h2>{selected ? labelOf(selected.kind) : '页面设置'}</h2>
        <Tag>{selected ? `模块 ${modules.placeOf(selected.id) + 1} / ${count}` : `${count} 个模块`}</Tag>
        {selected && <Button size="small" onClick={() => modules.select(null)}>页面设置</Button>}
      </header>
      {selected ? <ModuleForm key={selected.id} module={selected} modules={modules} images={images} notes={closedNotes(selected, institutions)} /> : <PageForm place={place} draft={draft} images={images} />}
    </aside>
  )
}

function PageForm({ place, draft: { content, change, problems }, images }: { place: DesignPlace; draft: Draft; images: Images }) {
  const { fields } = pageKindOf(place.kind)
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label="页面设置">
      {problems.some(({ moduleId }) => moduleId) && <Alert type="warning" showIcon title="有模块需要修改，改好后才会保存；图层里带警示的就是。" />}
      <FieldSet fields={fields} values={content.settings} images={images} onChange={(settings) => change({ ...content, settings })} />
      <h3>样式</h3>
      <FieldSet fields={STYLE} values={content.style} images={images} onChange={(style) => change({ ...content, style })} />
    </div>
  )
}

interface ModuleFormProps {
  module: StoredModule
  modules: Modules
  images: Images
  notes: readonly string[]
}

function ModuleForm({ module, modules, images, notes }: ModuleFormProps) {
  const [tab, setTab] = useState('content')
  if (!isModuleKind(module.kind)) {
    return (
      <div className={styles.scroll}>
        <Alert type="warning" showIcon title="这个模块来自其他版本，本系统无法识别，患者端不会显示。" action={<Button size="small" onClick={() => modules.remove(module.id)}>移除</Button>} />
      </div>
    )
  }
  const content = (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label="模块内容">
      <FieldSet fields={moduleOf(module.kind).fields} values={module.settings} images={images} onChange={(settings) => modules.set({ ...module, settings })} />
      {notes.map((note) => <Alert key={note} type="warning" showIcon title={note} />)}
    </div>
  )
  const display = (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label="显示条件">
      <FieldSet fields={DISPLAY} values={module.display ?? {}} images={images} onChange={(next) => modules.set({ ...module, display: next })} />
    </div>
  )
  return <Tabs activeKey={tab} onChange={setTab} items={[{ key: 'content', label: '内容', children: content }, { key: 'display', label: '显示条件', children: display }]} />
}

function FieldSet({ fields, values, images, onChange }: { fields: Fields; values: Raw; images: Images; onChange(values: Raw): void }) {
  const problems = problemsIn(fields, values)
  const whole = withDefaults(fields, values)
  return Object.entries(fields).map(([key, field]) => (
    <FieldInput key={key} name={key} field={field} value={whole[key]} problem={problems[key]} images={images} onChange={(value) => onChange({ ...whole, [key]: value })} />
  ))
}
