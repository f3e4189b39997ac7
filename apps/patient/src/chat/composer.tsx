'use client'

import { useState, type KeyboardEvent } from 'react'
import type { Chat } from '@hospital/web/chat/use-chat'
import { useHydrated } from '@hospital/web/hydrated'
import { KeyboardIcon, MicrophoneIcon, PictureIcon } from '@hospital/web/parts/icons'
import { HoldToTalk } from './hold-to-talk'
import { pictureTypes } from './picture-types'
import styles from './composer.module.css'

/** As the graph takes it. */
const LONGEST = 2000
const MOST_PICTURES = 9

export function Composer({ chat }: { chat: Pick<Chat, 'say' | 'sayFile'> }) {
  const hydrated = useHydrated()
  const [text, setText] = useState('')
  const [talking, setTalking] = useState(false)
  const length = [...text.trim()].length
  const tooLong = length > LONGEST

  function send() {
    if (length === 0 || tooLong) return
    chat.say(text.trim())
    setText('')
  }
  function onKeyDown(event: KeyboardEvent) {
    // While an input method offers words, Enter chooses one.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }
  return (
    <footer className={styles.bar}>
      {tooLong && <p role="alert">一条消息最多 {LONGEST} 个字，超出 {length - LONGEST} 个字。</p>}
      <div className={styles.row}>
        <button type="button" className={styles.tool} disabled={!hydrated} aria-label={talking ? '切换到文字' : '切换到语音'} onClick={() => setTalking(!talking)}>
          {talking ? <KeyboardIcon size={26} /> : <MicrophoneIcon size={26} />}
        </button>
        {talking ? (
          <HoldToTalk onVoice={(file, seconds) => chat.sayFile(file, seconds)} />
        ) : (
          <textarea rows={Math.min(4, text.split('\n').length)} disabled={!hydrated} value={text} enterKeyHint="send" placeholder="描述您的情况" aria-label="输入消息" aria-invalid={tooLong} onChange={({ target }) => setText(target.value)} onKeyDown={onKeyDown} />
        )}
        <label className={styles.tool}>
          <PictureIcon size={26} />
          <span className="ih-hidden">发送图片</span>
          <input
            type="file"
            multiple
            accept={pictureTypes}
            disabled={!hydrated}
            onChange={({ target }) => {
              for (const file of [...(target.files ?? [])].slice(0, MOST_PICTURES)) chat.sayFile(file)
              target.value = ''
            }}
          />
        </label>
        {length > 0 && !talking && <button type="button" className="ih-button" data-kind="primary" disabled={tooLong} onClick={send}>发送</button>}
      </div>
    </footer>
  )
}
