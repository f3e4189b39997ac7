import type { ModuleDeclaration } from '../module.ts'

export const stay = {
  label: '住院账户', group: '业务', icon: 'BED',
  fields: { title: { kind: 'TEXT', label: '标题', default: '住院账户', most: 12 } },
} as const satisfies ModuleDeclaration
