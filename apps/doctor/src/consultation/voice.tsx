'use client'

import { useRef, useState } from 'react'
import type { ChatFile } from '@hospital/web/chat/chat'
import { VoiceIcon } from '@hospital/web/parts/icons'
import styles from './chat.module.css'

/** A recording: its length, and playing or not. */
export function Voice({ file: { url, durationSeconds }, onStale, speaker }: { file: ChatFile; onStale(): void; speaker: string }) {
  const audio = useRef<HTMLAudioElement>(null)
  const [playing, setPlaying] = useState(false)
  const toggle = () => {
    const player = audio.current!
    if (playing) player.pause()
    // A refusal to play shows as the error of the element, which asks for a new link.
    else void player.play().catch(() => setPlaying(false))
  }
  const seconds = durationSeconds ? `${Math.ceil(durationSeconds)} 秒` : '语音'
  return (
    <button type="button" className={`${styles.bubble} ${styles.voice}`} onClick={toggle} aria-pressed={playing} aria-label={`${speaker}的语音，${seconds}，${playing ? '暂停' : '播放'}`}>
      <VoiceIcon size={18} />
      {seconds}
      <small>{playing ? '正在播放' : '点击播放'}</small>
      <audio ref={audio} src={url} preload="none" onPlay={() => setPlaying(true)} onPause={() => setPlaying(false)} onEnded={() => setPlaying(false)} onError={onStale} />
    </button>
  )
}
