'use client'

import type { ChatMessage } from '@hospital/web/chat/chat'
import { initialOf } from '@hospital/web/format'
import { Picture } from './picture'
import { VoiceButton } from './voice-button'
import styles from './chat.module.css'

interface MessageBubbleProps {
  message: ChatMessage
  mine: boolean
  name: string
  progress: keyof typeof progressWords
  onExpired(): Promise<void>
}

const progressWords = { SENT: '已发送', DELIVERED: '已送达', READ: '已读' } as const

export function MessageBubble({ message, mine, name, progress, onExpired }: MessageBubbleProps) {
  return (
    <article className={styles.message} data-mine={mine || undefined} aria-label={mine ? '我' : name}>
      <span className="ih-avatar" data-size="m" data-tone={mine ? 'neutral' : undefined} aria-hidden="true">{initialOf(name)}</span>
      <Content message={message} onExpired={onExpired} />
      {mine && <small className={styles.mark}>{progressWords[progress]}</small>}
    </article>
  )
}

function Content({ message: { kind, text, file }, onExpired }: Pick<MessageBubbleProps, 'message' | 'onExpired'>) {
  if (kind === 'IMAGE' && file) return <Picture url={file.url} width={file.width} height={file.height} onExpired={onExpired} />
  if (kind === 'VOICE' && file) return <div className={styles.bubble} data-voice><VoiceButton url={file.url} seconds={file.durationSeconds} onExpired={onExpired} /></div>
  return <div className={styles.bubble}>{text}</div>
}
