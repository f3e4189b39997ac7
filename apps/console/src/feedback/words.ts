import type { StatusWords } from '@hospital/web/parts/tag'
import type { FeedbackAuthorKind, FeedbackKind, FeedbackState } from '@/graphql/graphql'

export const feedbackWords: StatusWords<FeedbackState> = {
  OPEN: { word: '待处理', tone: 'warn' },
  IN_PROGRESS: { word: '处理中', tone: 'brand' },
  HANDED_OVER: { word: '客服处理中', tone: 'info' },
  ANSWERED: { word: '已答复', tone: 'success' },
  CLOSED: { word: '已关闭', tone: 'neutral' },
  REOPENED: { word: '再次反馈', tone: 'warn' },
}

export const kindWords: Record<FeedbackKind, string> = { OPINION: '意见建议', PROBLEM: '使用问题', COMPLAINT: '投诉' }

export const authorWords: Record<FeedbackAuthorKind, string> = { PATIENT: '患者端', PRACTITIONER: '医护端' }
