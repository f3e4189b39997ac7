import type { StatusWords } from '../parts/tag.tsx'

export const scheduleStateWords: StatusWords<'OPEN' | 'FULL' | 'STOPPED' | 'OVER'> = {
  OPEN: { word: '出诊', tone: 'success' },
  FULL: { word: '约满', tone: 'warn' },
  STOPPED: { word: '停诊', tone: 'danger' },
  OVER: { word: '已结束', tone: 'neutral' },
}

export const partWords = { MORNING: '上午', AFTERNOON: '下午', EVENING: '夜间' } as const
export const slotKindWords = { GENERAL: '普通', EXPERT: '专家', DISEASE: '专病' } as const
