import type { ChatMessage } from '@hospital/web/chat/chat'

const kinds = { IMAGE: '[图片]', VOICE: '[语音]', VIDEO: '[视频]' } as const

/** What was said last, in one line of a list. */
export function spokenOf(message: Pick<ChatMessage, 'kind' | 'text' | 'sender'> | null | undefined): string {
  if (!message) return '等待接诊'
  const words = message.text ?? (message.kind in kinds ? kinds[message.kind as keyof typeof kinds] : '')
  return message.sender === 'PRACTITIONER' ? `您：${words}` : words
}
