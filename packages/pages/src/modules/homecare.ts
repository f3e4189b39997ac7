import type { ModuleDeclaration } from '../module.ts'

export const homecare = {
  label: '护理到家', group: '业务', icon: 'HOME_HEART', business: 'HOMECARE',
  fields: {
    title: { kind: 'TEXT', label: '标题', default: '护理到家', most: 12 },
    most: { kind: 'NUMBER', label: '最多显示', unit: '项', default: 3, min: 1, max: 6 },
  },
} as const satisfies ModuleDeclaration
