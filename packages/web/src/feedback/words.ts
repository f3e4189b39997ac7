import type { StatusWords } from '../parts/tag.tsx'

/** As its author reads it: who handles it is the hospital's matter. */
export const feedbackWords = {
  OPEN: { word: '已提交', tone: 'info' },
  IN_PROGRESS: { word: '处理中', tone: 'brand' },
  HANDED_OVER: { word: '客服处理中', tone: 'brand' },
  ANSWERED: { word: '已答复', tone: 'success' },
  CLOSED: { word: '已关闭', tone: 'neutral' },
  REOPENED: { word: '再次反馈', tone: 'warn' },
} as const satisfies StatusWords<string>

export const feedbackKindWords = { OPINION: '意见建议', PROBLEM: '使用问题', COMPLAINT: '投诉' } as const
