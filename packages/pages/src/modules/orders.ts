import type { ModuleDeclaration } from '../module.ts'

export const orders = {
  label: '我的订单', group: '业务', icon: 'ORDERS',
  fields: { title: { kind: 'TEXT', label: '标题', default: '我的订单', most: 12 } },
} as const satisfies ModuleDeclaration
