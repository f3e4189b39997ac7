'use client'

import { useRef, useState, type KeyboardEvent } from 'react'
import { PictureIcon } from '@hospital/web/parts/icons'
import { isSlash, useShortcut } from '@/frame/use-shortcut'
import { phrases } from './phrases'
import styles from './chat.module.css'

const longest = 2_000

interface ComposerProps {
  patientName: string
  onSay(text: string): void
  onFile(file: File): void
}

/** Enter sends, Shift Enter begins a new line, `/` in the empty field offers the phrases by their numbers. */
export function Composer({ patientName, onSay, onFile }: ComposerProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [choosing, setChoosing] = useState(false)
  const said = text.trim()

  const offer = () => {
    field.current?.focus()
    setChoosing(true)
  }
  useShortcut(isSlash, offer)
  const insert = (phrase: string) => {
    setText((before) => before + phrase)
    setChoosing(false)
    field.current?.focus()
  }
  const send = () => {
    if (!said) return
    onSay(said)
    setText('')
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // Enter and digits that choose a word of an input method are not ours.
    if (event.nativeEvent.isComposing) return
    const phrase = choosing ? phrases[Number(event.key) - 1] : undefined
    const act = phrase ? () => insert(phrase) : event.key === 'Enter' && !event.shiftKey ? send : event.key === '/' && !text ? offer : undefined
    if (!act) return setChoosing(false)
    event.preventDefault()
    act()
  }

  return (
    <div className={styles.composer}>
      <div className={styles.tools}>
        <button type="button" className={styles.tool} aria-label="发送图片" title="发送图片" onClick={() => picker.current?.click()}>
          <PictureIcon size={20} />
        </button>
        <input ref={picker} type="file" accept="image/jpeg,image/png,image/webp" multiple hidden onChange={(event) => { for (const file of event.target.files ?? []) onFile(file); event.target.value = '' }} />
        <small>{choosing ? '按 1–5 选用常用语，Esc 取消' : '输入 / 调出常用语'}</small>
      </div>
      <ul className={styles.phrases} aria-label="常用语" data-choosing={choosing || undefined}>
        {phrases.map((phrase, at) => (
          <li key={phrase}>
            <button type="button" onClick={() => insert(phrase)}>
              {at + 1} {phrase}
            </button>
          </li>
        ))}
      </ul>
      <textarea ref={field} rows={3} maxLength={longest} value={text} aria-label={`回复${patientName}`} placeholder={`回复${patientName}`} onChange={(event) => setText(event.target.value)} onKeyDown={onKeyDown} />
      <div className={styles.tools}>
        <small>Enter 发送，Shift Enter 换行</small>
        <button type="button" className="ih-button" data-kind="primary" disabled={!said} onClick={send}>
          发送
        </button>
      </div>
    </div>
  )
}
