'use client'

import { useId, useState } from 'react'
import { Button, Input, Select } from 'antd'
import { LONGEST_HINT, LONGEST_WORD, problemWithEntry, shownEntry, type Entry } from '@hospital/pages/entry'
import { ICONS, isIcon } from '@hospital/pages/icons'
import { routeOf } from '@hospital/pages/routes'
import { ChevronDownIcon, ChevronUpIcon, EditIcon, TrashIcon } from '@hospital/web/parts/icons'
import { pageIcons } from '@hospital/web/parts/page-icons'
import { LinkInput } from './link-input'
import styles from './designer.module.css'

interface EntriesInputProps {
  labelledBy: string
  value: readonly Entry[]
  most: number
  onChange(value: readonly Entry[]): void
}

/** The ways on of a grid or list, in their order; one at a time is open for editing. */
export function EntriesInput({ labelledBy, value, most, onChange }: EntriesInputProps) {
  const [open, setOpen] = useState<number | null>(null)
  const set = (at: number, entry: Entry) => onChange(value.with(at, entry))
  const swap = (at: number, other: number) => {
    onChange(value.with(at, value[other]!).with(other, value[at]!))
    setOpen(null)
  }
  const add = () => {
    onChange([...value, { to: '/orders' }])
    setOpen(value.length)
  }
  return (
    <div role="group" aria-labelledby={labelledBy}>
      <p className={styles.entriesHead}>
        <span>{value.length} / {most}</span>
        <Button type="link" size="small" disabled={value.length >= most} onClick={add}>添加入口</Button>
      </p>
      <ol className={styles.entries}>
        {value.map((entry, at) => {
          const { word, icon } = shownEntry(entry)
          const Icon = pageIcons[isIcon(icon) ? icon : 'LINK']
          const name = word || '未命名'
          return (
            <li key={at} data-problem={problemWithEntry(entry) ? '' : undefined}>
              <div>
                <Icon size={18} />
                <span className="ih-ellipsis">{name}</span>
                <button type="button" aria-label={`上移入口${name}`} disabled={at === 0} onClick={() => swap(at, at - 1)}><ChevronUpIcon size={15} /></button>
                <button type="button" aria-label={`下移入口${name}`} disabled={at === value.length - 1} onClick={() => swap(at, at + 1)}><ChevronDownIcon size={15} /></button>
                <button type="button" aria-label={`编辑入口${name}`} aria-expanded={open === at} onClick={() => setOpen(open === at ? null : at)}><EditIcon size={15} /></button>
                <button type="button" aria-label={`移除入口${name}`} onClick={() => onChange(value.toSpliced(at, 1))}><TrashIcon size={15} /></button>
              </div>
              {open === at && <EntryForm entry={entry} onChange={(changed) => set(at, changed)} />}
            </li>
          )
        })}
      </ol>
    </div>
  )
}

const icons = Object.entries(ICONS).map(([value, label]) => ({ value, label }))

/** What is left empty is as its page is called. */
function EntryForm({ entry, onChange }: { entry: Entry; onChange(entry: Entry): void }) {
  const id = useId()
  const route = routeOf(entry.to)
  const put = (change: Partial<Entry>) => onChange(Object.fromEntries(Object.entries({ ...entry, ...change }).filter(([, value]) => value !== '' && value !== undefined)) as unknown as Entry)
  return (
    <div className={styles.entryForm}>
      <label htmlFor={`${id}-to`}>点按后打开</label>
      <LinkInput id={`${id}-to`} value={entry.to ?? ''} onChange={(to) => onChange({ ...entry, to })} />
      <label htmlFor={`${id}-word`}>名称</label>
      <Input id={`${id}-word`} maxLength={LONGEST_WORD} value={entry.word ?? ''} placeholder={route?.word} onChange={({ target }) => put({ word: target.value })} />
      <label htmlFor={`${id}-hint`}>适老版说明</label>
      <Input id={`${id}-hint`} maxLength={LONGEST_HINT} value={entry.hint ?? ''} placeholder={route?.hint} onChange={({ target }) => put({ hint: target.value })} />
      <label htmlFor={`${id}-icon`}>图标</label>
      <Select id={`${id}-icon`} value={entry.icon ?? route?.icon} options={icons} onChange={(icon) => put({ icon })} style={{ width: '100%' }} />
    </div>
  )
}
