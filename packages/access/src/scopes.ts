import type { Permission } from './permissions.ts'

/** What a third party's client may be given, by the permission that reads it; with the label for the console. A scope is a permission's name. */
export const SCOPES = {
  'directory:read': '机构、科室与医生',
  'schedule:read': '出诊与号源',
  'homecare:read': '护理到家项目与价格',
  'content:read': '健康资讯',
} as const satisfies { [P in Permission]?: string }

export type Scope = keyof typeof SCOPES

export const isScope = (name: string): name is Scope => Object.hasOwn(SCOPES, name)
