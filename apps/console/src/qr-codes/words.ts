export const targetWords = { DOCTOR: '医生', DEPARTMENT: '科室', ACCOUNT: '公众号' } as const

export const channelWords = { LINK: '自有链接', WECHAT_PERMANENT: '公众号永久码', WECHAT_TEMPORARY: '公众号临时码' } as const

export const choicesOf = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }))
