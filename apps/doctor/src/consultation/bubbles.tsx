'use client'

import { Image } from 'antd'
import { progressOf, type ChatMessage, type PendingMessage } from '@hospital/web/chat/chat'
import type { Chat } from '@hospital/web/chat/use-chat'
import { initialOf } from '@hospital/web/format'
import { useStaff } from '@hospital/web/parts/staff'
import { Voice } from './voice'
import styles from './chat.module.css'

const progressWords = { SENT: '已发送', DELIVERED: '已送达', READ: '已读' } as const

interface MessageBubbleProps {
  message: ChatMessage
  chat: Chat
  patientName: string
}

export function MessageBubble({ message, chat, patientName }: MessageBubbleProps) {
  const { name } = useStaff()
  if (message.sender === 'SYSTEM') return <p className={styles.system}>{message.text}</p>
  const mine = message.sender === 'PRACTITIONER'
  return (
    <div className={styles.message} data-mine={mine || undefined}>
      <span className="ih-avatar" data-size="m" data-tone={mine ? undefined : 'neutral'} aria-hidden="true">
        {initialOf(mine ? name : patientName)}
      </span>
      <Content message={message} onStale={() => void chat.renew(message)} speaker={mine ? '您' : patientName} />
      {mine && <small className={styles.progress}>{progressWords[progressOf(chat.state, message)]}</small>}
    </div>
  )
}

function Content({ message: { kind, text, file }, onStale, speaker }: { message: ChatMessage; onStale(): void; speaker: string }) {
  if (kind === 'IMAGE' && file) {
    return (
      <div className={styles.picture}>
        <Image src={file.url} alt={`${speaker}发来的图片`} width={200} height={heightOf(file)} onError={onStale} preview={{ mask: '查看大图' }} />
      </div>
    )
  }
  if (kind === 'VOICE' && file) return <Voice file={file} onStale={onStale} speaker={speaker} />
  if (kind === 'VIDEO' && file) return <video className={styles.picture} src={file.url} controls width={280} onError={onStale} aria-label={`${speaker}发来的视频`} />
  return <p className={styles.bubble}>{text}</p>
}

function heightOf({ width, height }: { width: number | null; height: number | null }): number {
  return width && height ? Math.min(320, Math.round((200 * height) / width)) : 150
}

/** Not taken yet: on its way, or held back with a reason and the ways on. */
export function PendingBubble({ pending: { clientId, text, file, share, problem }, chat }: { pending: PendingMessage; chat: Chat }) {
  const { name } = useStaff()
  return (
    <div className={styles.message} data-mine>
      <span className="ih-avatar" data-size="m" aria-hidden="true">
        {initialOf(name)}
      </span>
      {file ? <img className={styles.picture} src={file.previewUrl} alt="正在发送的图片" width={200} /> : <p className={styles.bubble}>{text}</p>}
      <span className={styles.progress} role="status">
        {!problem && (share !== undefined && share < 1 ? `上传 ${Math.round(share * 100)}%` : '发送中…')}
        {problem && (
          <>
            <span className={styles.failed}>{problem.message}</span>
            <button type="button" onClick={() => chat.retry(clientId)}>
              重发
            </button>
            <button type="button" onClick={() => chat.discard(clientId)}>
              删除
            </button>
          </>
        )}
      </span>
    </div>
  )
}
