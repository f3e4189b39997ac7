import type { ModuleDeclaration } from '../module.ts'

export const person = {
  label: '就诊人', group: '基础', icon: 'USER',
  fields: { code: { kind: 'SWITCH', label: '显示就诊码', default: true } },
} as const satisfies ModuleDeclaration
