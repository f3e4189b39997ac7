import type { ModuleDeclaration } from '../module.ts'

export const links = {
  label: '快捷链接', group: '基础', icon: 'LIST',
  fields: {
    title: { kind: 'TEXT', label: '标题', hint: '不填则不显示。', default: '', most: 12, optional: true },
    entries: { kind: 'ENTRIES', label: '入口', default: [{ to: '/appointments' }, { to: '/orders' }], most: 8 },
  },
} as const satisfies ModuleDeclaration
