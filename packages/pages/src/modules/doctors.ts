import type { ModuleDeclaration } from '../module.ts'

export const doctors = {
  label: '咨询医生', group: '业务', icon: 'STETHOSCOPE', business: 'TEXT_CONSULTATION', elder: false,
  fields: {
    title: { kind: 'TEXT', label: '标题', default: '图文咨询医生', most: 12 },
    most: { kind: 'NUMBER', label: '最多显示', unit: '位', default: 8, min: 2, max: 8 },
  },
} as const satisfies ModuleDeclaration
