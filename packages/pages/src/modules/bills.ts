import type { ModuleDeclaration } from '../module.ts'

export const bills = {
  label: '待缴费用', group: '业务', icon: 'WALLET',
  fields: {
    title: { kind: 'TEXT', label: '标题', default: '待缴费用', most: 12 },
    most: { kind: 'NUMBER', label: '最多显示', unit: '笔', default: 3, min: 1, max: 5 },
  },
} as const satisfies ModuleDeclaration
