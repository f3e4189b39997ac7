import { formatDay, formatTime, hospitalDay } from '../format.ts'
import type { ChatMessage } from './chat.ts'

/** A pause longer than this gets a line with the time. */
const pauseMs = 5 * 60_000

/** Whether a line with the time stands above a message. */
export function isAfterPause(message: Pick<ChatMessage, 'sentAt'>, before: Pick<ChatMessage, 'sentAt'> | undefined): boolean {
  return !before || Date.parse(message.sentAt) - Date.parse(before.sentAt) > pauseMs || hospitalDay(message.sentAt) !== hospitalDay(before.sentAt)
}

/** 上午 09:32 on the hospital's day `today`, 11月24日 周二 上午 09:32 on others. */
export function formatChatTime(instant: string, today: string): string {
  const day = hospitalDay(instant)
  const time = formatTime(instant)
  const words = `${dayPartOf(Number(time.slice(0, 2)))} ${time}`
  return day === today ? words : `${formatDay(day)} ${words}`
}

function dayPartOf(hour: number): string {
  if (hour < 6) return '凌晨'
  if (hour < 12) return '上午'
  return hour < 18 ? '下午' : '晚上'
}
