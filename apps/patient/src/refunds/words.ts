import type { StatusWords } from '@hospital/web/parts/tag'
import type { RefundReason, RefundRequestStatus } from '@/graphql/graphql'

export const requestWords = {
  PENDING: { word: '审核中', tone: 'warn' },
  APPROVED: { word: '已同意，退款中', tone: 'info' },
  REFUSED: { word: '未通过', tone: 'danger' },
  WITHDRAWN: { word: '已撤回', tone: 'neutral' },
  COMPLETED: { word: '已退费', tone: 'success' },
} as const satisfies StatusWords<RefundRequestStatus>

export const reasonWords: Record<RefundReason, string> = { NOT_NEEDED: '不需要了', WRONG_ITEM: '开错或缴错了', NOT_SERVED: '没有取药或没有做检查', DUPLICATE: '重复缴费', OTHER: '其他原因' }
