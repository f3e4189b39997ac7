import type { ModuleDeclaration } from '../module.ts'

export const charges = {
  label: '每日清单', group: '业务', icon: 'INVOICE',
  fields: {
    title: { kind: 'TEXT', label: '标题', default: '每日清单', most: 12 },
    most: { kind: 'NUMBER', label: '最多显示', unit: '天', default: 3, min: 1, max: 7 },
  },
} as const satisfies ModuleDeclaration
