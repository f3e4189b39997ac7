export const kindWords = { PROMPT: '提示信息', CONSENT: '知情同意书' } as const

export const stateWords = {
  SCHEDULED: { word: '待生效', tone: 'info' },
  IN_FORCE: { word: '生效中', tone: 'success' },
  REPLACED: { word: '历史版本', tone: 'neutral' },
  WITHDRAWN: { word: '已撤回', tone: 'neutral' },
} as const
