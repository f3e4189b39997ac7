'use client'

import { useEffect, useRef, useState, type ComponentType } from 'react'
import { Select } from 'antd'
import { useClient, type Client } from 'urql'
import type { LookupProps } from './filters'

export interface Choice {
  value: string
  label: string
}

interface Source {
  placeholder: string
  /** What fits the text; with none, what to begin with. */
  find(client: Client, text: string): Promise<Choice[]>
  /** What an id from the address is called. */
  nameOf(client: Client, id: string): Promise<string | undefined>
}

const PAUSE_MS = 250

/** A field that finds one of many as its name is typed. The id stands in the address, never the name. */
export function lookup({ placeholder, find, nameOf }: Source): ComponentType<LookupProps> {
  return function Lookup({ id, value, onChange }: LookupProps) {
    const client = useClient()
    const [choices, setChoices] = useState<Choice[]>([])
    const [chosen, setChosen] = useState<Choice | null>(null)
    const [busy, setBusy] = useState(false)
    const typing = useRef<ReturnType<typeof setTimeout>>(undefined)
    const latest = useRef('')
    useEffect(() => {
      if (!value || chosen?.value === value) return
      let gone = false
      void nameOf(client, value).then((label) => { if (!gone) setChosen({ value, label: label ?? '未知' }) })
      return () => { gone = true }
    }, [client, value, chosen])
    useEffect(() => () => clearTimeout(typing.current), [])

    function search(text: string) {
      latest.current = text
      clearTimeout(typing.current)
      typing.current = setTimeout(async () => {
        setBusy(true)
        const found = await find(client, text.trim())
        if (latest.current !== text) return
        setChoices(found)
        setBusy(false)
      }, PAUSE_MS)
    }
    const options = chosen && value === chosen.value && !choices.some((one) => one.value === value) ? [chosen, ...choices] : choices
    return (
      <Select
        id={id}
        allowClear
        placeholder={placeholder}
        value={value}
        options={options}
        loading={busy}
        notFoundContent={busy ? '正在查找…' : '没有找到'}
        showSearch={{ filterOption: false, onSearch: search }}
        onOpenChange={(open) => open && search('')}
        onChange={(next?: string) => {
          setChosen(options.find((one) => one.value === next) ?? null)
          onChange?.(next)
        }}
      />
    )
  }
}
