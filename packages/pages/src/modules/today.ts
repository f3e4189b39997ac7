import type { ModuleDeclaration } from '../module.ts'

export const today = {
  label: '今日就诊', group: '业务', icon: 'CALENDAR_CLOCK',
  fields: { title: { kind: 'TEXT', label: '标题', default: '今日就诊', most: 12 } },
} as const satisfies ModuleDeclaration
