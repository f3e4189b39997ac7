import type { ModuleDeclaration } from '../module.ts'

export const todos = {
  label: '待办', group: '基础', icon: 'ORDERS',
  fields: {
    title: { kind: 'TEXT', label: '标题', default: '待办', most: 12 },
    most: { kind: 'NUMBER', label: '最多显示', unit: '项', default: 10, min: 1, max: 10 },
  },
} as const satisfies ModuleDeclaration
