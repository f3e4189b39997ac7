import type { ModuleDeclaration } from '../module.ts'

export const phone = {
  label: '电话帮助', group: '内容', icon: 'PHONE', elder: false,
  fields: { words: { kind: 'TEXT', label: '按钮文字', default: '打电话找人工帮忙', most: 12 } },
} as const satisfies ModuleDeclaration
