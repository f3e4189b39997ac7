import type { ModuleDeclaration } from '../module.ts'

export const persons = {
  label: '全部就诊人', group: '业务', icon: 'USERS',
  fields: { title: { kind: 'TEXT', label: '标题', default: '就诊人', most: 12 } },
} as const satisfies ModuleDeclaration
