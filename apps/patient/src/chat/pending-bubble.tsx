'use client'

import type { PendingMessage } from '@hospital/web/chat/chat'
import { initialOf } from '@hospital/web/format'
import { VoiceButton } from './voice-button'
import styles from './chat.module.css'

interface PendingBubbleProps {
  pending: PendingMessage
  name: string
  onRetry(): void
  onDiscard(): void
}

/** An own message on its way, or why it did not go. */
export function PendingBubble({ pending: { text, file, share, problem }, name, onRetry, onDiscard }: PendingBubbleProps) {
  return (
    <article className={styles.message} data-mine aria-label="我">
      <span className="ih-avatar" data-size="m" data-tone="neutral" aria-hidden="true">{initialOf(name)}</span>
      {file?.kind === 'IMAGE' && <img className={styles.picture} src={file.previewUrl} alt="正在发送的图片" />}
      {file?.kind === 'VOICE' && <div className={styles.bubble} data-voice><VoiceButton url={file.previewUrl} seconds={file.durationSeconds} /></div>}
      {text !== undefined && <div className={styles.bubble}>{text}</div>}
      {!problem && <small className={styles.mark}>{share !== undefined && share < 1 ? `${Math.floor(share * 100)}%` : '发送中…'}</small>}
      {problem && (
        <div className={styles.failed}>
          <span role="alert">没有发出去：{problem.message}</span>
          <span>
            <button type="button" onClick={onRetry}>重新发送</button>
            <button type="button" onClick={onDiscard}>移除</button>
          </span>
        </div>
      )}
    </article>
  )
}
