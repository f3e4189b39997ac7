'use client'

import { useState } from 'react'
import { Button, Switch } from 'antd'
import { Tag } from '@hospital/web/parts/tag'
import { useAct } from '@/form/use-act'
import { ResetSettingDocument, SetSettingDocument, type SettingRowFragment, type Terminal } from '@/graphql/graphql'
import { SettingForm } from './setting-form'
import { wordOf } from './setting-words'
import styles from './settings.module.css'

export interface SettingPlace {
  institutionId?: string | null
  terminal?: Terminal | null
}

interface SettingListProps {
  settings: readonly SettingRowFragment[]
  place: SettingPlace
  mayChange: boolean
  onChanged(): void
}

/** By group: what holds here, where it comes from, and the ways to set it here or to follow what is above again. */
export function SettingList({ settings, place, mayChange, onChanged }: SettingListProps) {
  const [editing, edit] = useState<SettingRowFragment | null>(null)
  return (
    <>
      {[...Map.groupBy(settings, ({ group }) => group)].map(([group, members]) => (
        <section key={group} className={styles.group}>
          <h3>{group}</h3>
          {members.map((setting) => (
            <SettingLine key={setting.key} setting={setting} place={place} mayChange={mayChange} onEdit={() => edit(setting)} onChanged={onChanged} />
          ))}
        </section>
      ))}
      {editing && (
        <SettingForm
          setting={editing}
          place={place}
          onDone={() => {
            edit(null)
            onChanged()
          }}
          onClose={() => edit(null)}
        />
      )}
    </>
  )
}

interface SettingLineProps extends Omit<SettingListProps, 'settings'> {
  setting: SettingRowFragment
  onEdit(): void
}

function SettingLine({ setting, place, mayChange, onEdit, onChanged }: SettingLineProps) {
  const { key, label, hint, kind, source, revision, value } = setting
  const change = useAct(SetSettingDocument, `${label}已${value === true ? '关闭' : '打开'}，立即生效`)
  const reset = useAct(ResetSettingDocument, '已恢复沿用上级')
  return (
    <div className={styles.line} data-setting={key}>
      <div>
        <b>{label}</b>
        {hint && <p>{hint}</p>}
      </div>
      <div className={styles.value}>
        {kind === 'SWITCH' ? (
          <Switch
            aria-label={label}
            checked={value === true}
            checkedChildren="开"
            unCheckedChildren="关"
            disabled={!mayChange}
            loading={change.busy}
            onChange={async (on) => { await change.act({ input: { key, revision, value: on, ...place } }); onChanged() }}
          />
        ) : (
          <span>{wordOf(setting)}</span>
        )}
      </div>
      <SourceTag setting={setting} />
      <div className={styles.acts}>
        {mayChange && kind !== 'SWITCH' && <Button size="small" onClick={onEdit}>设置</Button>}
        {mayChange && source === 'OWN' && (
          <Button size="small" loading={reset.busy} onClick={async () => { await reset.act({ input: { key, revision, ...place } }); onChanged() }}>
            恢复沿用
          </Button>
        )}
      </div>
    </div>
  )
}

function SourceTag({ setting: { source, sourceName } }: { setting: SettingRowFragment }) {
  if (source === 'OWN') return <Tag tone="info">本级设置</Tag>
  return source === 'INHERITED' ? <Tag tone="neutral">沿用{sourceName}</Tag> : <Tag tone="neutral">系统默认</Tag>
}
