import type { ModuleDeclaration } from '../module.ts'

export const queue = {
  label: '候诊进度', group: '业务', icon: 'QUEUE',
  fields: { title: { kind: 'TEXT', label: '标题', default: '候诊进度', most: 12 } },
} as const satisfies ModuleDeclaration
