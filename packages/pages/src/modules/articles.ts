import type { ModuleDeclaration } from '../module.ts'

export const articles = {
  label: '健康资讯', group: '内容', icon: 'LIST',
  fields: {
    title: { kind: 'TEXT', label: '标题', default: '健康资讯', most: 12 },
    most: { kind: 'NUMBER', label: '最多显示', unit: '篇', default: 3, min: 1, max: 10 },
  },
} as const satisfies ModuleDeclaration
