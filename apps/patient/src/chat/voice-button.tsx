'use client'

import { useVoice } from '@hospital/web/chat/use-voice'
import { VoiceIcon } from '@hospital/web/parts/icons'
import styles from './voice.module.css'

interface VoiceButtonProps {
  url: string
  seconds: number | null | undefined
  onExpired?: () => Promise<void>
}

/** A recording in a bubble: the longer, the wider. */
export function VoiceButton({ url, seconds, onExpired }: VoiceButtonProps) {
  const { playing, problem, toggle } = useVoice(url, onExpired)
  const length = seconds ? Math.max(1, Math.round(seconds)) : undefined
  return (
    <>
      <button type="button" className={styles.voice} data-playing={playing || undefined} style={{ width: `calc(96px + ${Math.min(length ?? 0, 60) * 1.6}px)` }} onClick={() => void toggle()}>
        <VoiceIcon size={20} />
        <span>
          {playing ? '停止' : <><span className="ih-hidden">播放语音 </span>{length ? `${length}″` : '语音'}</>}
        </span>
      </button>
      {problem && <p className={styles.problem} role="alert">{problem}</p>}
    </>
  )
}
