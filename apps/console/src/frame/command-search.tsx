'use client'

import { useEffect, useId, useState, type KeyboardEvent } from 'react'
import { useRouter } from 'next/navigation'
import { Modal } from 'antd'
import { SearchIcon } from '@hospital/web/parts/icons'
import { useStaff } from '@hospital/web/parts/staff'
import styles from './command-search.module.css'
import { commandsFor } from './commands'

/** Ctrl K from anywhere: to a page, or into a list for a number or a name. */
export function CommandSearch() {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      setOpen((is) => !is)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return (
    <>
      <button type="button" className={styles.open} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <SearchIcon size={16} />
        <span>搜索菜单、订单号、医生</span>
        <kbd>Ctrl K</kbd>
      </button>
      <Modal open={open} onCancel={() => setOpen(false)} footer={null} closable={false} destroyOnHidden width={560} style={{ top: 96 }} title={<span className={styles.title}>搜索菜单与记录</span>}>
        <Finder onDone={() => setOpen(false)} />
      </Modal>
    </>
  )
}

function Finder({ onDone }: { onDone(): void }) {
  const { permissions } = useStaff()
  const router = useRouter()
  const listId = useId()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const commands = commandsFor(permissions, typed)
  const go = (href: string) => {
    onDone()
    router.push(href)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && commands.length > 0) {
      event.preventDefault()
      setAt((at + step + commands.length) % commands.length)
    }
    // Enter while an input method composes takes its word, not ours.
    if (event.key === 'Enter' && !event.nativeEvent.isComposing && commands[at]) go(commands[at].href)
  }
  return (
    <>
      <input
        autoFocus
        className={styles.field}
        role="combobox"
        aria-label="搜索菜单与记录"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={commands[at] && `${listId}-${at}`}
        placeholder="页面名称、拼音首字母、订单号、姓名…"
        maxLength={64}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={listId} role="listbox" aria-label="搜索结果" className={styles.list}>
        {commands.map(({ href, word, Icon }, index) => (
          <li key={href} id={`${listId}-${index}`} role="option" aria-selected={index === at} onPointerMove={() => setAt(index)} onClick={() => go(href)}>
            <Icon size={18} />
            {word}
          </li>
        ))}
      </ul>
      {commands.length === 0 && <p className={styles.nothing}>没有可以打开的页面</p>}
    </>
  )
}
