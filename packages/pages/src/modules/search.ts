import type { ModuleDeclaration } from '../module.ts'

export const search = {
  label: '搜索', group: '基础', icon: 'SEARCH', elder: false,
  fields: {
    words: { kind: 'TEXT', label: '提示文字', default: '搜科室，预约挂号', most: 16 },
    to: { kind: 'LINK', label: '点按后打开', default: '/booking' },
  },
} as const satisfies ModuleDeclaration
