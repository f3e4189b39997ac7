import type { ModuleDeclaration } from '../module.ts'

export const grid = {
  label: '服务宫格', group: '基础', icon: 'GRID',
  fields: {
    title: { kind: 'TEXT', label: '标题', hint: '不填则不显示。', default: '', most: 12, optional: true },
    columns: { kind: 'CHOICE', label: '列数', default: '4', choices: { 3: '3 列', 4: '4 列', 5: '5 列' } },
    look: { kind: 'CHOICE', label: '图标', default: 'TILE', choices: { TILE: '底色', PLAIN: '线条' } },
    entries: { kind: 'ENTRIES', label: '入口', default: [{ to: '/booking' }, { to: '/consultations/doctors' }, { to: '/queue' }, { to: '/orders' }], most: 12 },
  },
} as const satisfies ModuleDeclaration
