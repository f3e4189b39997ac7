import type { ModuleDeclaration } from '../module.ts'

export const consultations = {
  label: '进行中的咨询', group: '业务', icon: 'CHAT',
  fields: {
    title: { kind: 'TEXT', label: '标题', default: '我的咨询', most: 12 },
    most: { kind: 'NUMBER', label: '最多显示', unit: '个', default: 3, min: 1, max: 5 },
  },
} as const satisfies ModuleDeclaration
