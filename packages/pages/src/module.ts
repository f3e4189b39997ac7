import type { Business } from '@hospital/configuration/business'
import type { Fields } from './field.ts'
import type { IconName } from './icons.ts'

/** The palette's shelves. */
export type ModuleGroup = '基础' | '业务' | '内容'

/** One kind of module, declared once for subgraph, console and patient app. */
export interface ModuleDeclaration {
  label: string
  group: ModuleGroup
  icon: IconName | 'SEARCH' | 'TEXT' | 'PICTURE' | 'LIST' | 'PHONE'
  fields: Fields
  /** Vanishes as a whole where this is switched off. */
  business?: Business
  /** Whether a new one shows in the mode for older people too: yes unless told. */
  elder?: false
}

/** Of every module: to whom it shows. */
export const DISPLAY = {
  audience: { kind: 'CHOICE', label: '显示给', default: 'ALL', choices: { ALL: '所有人', SIGNED_IN: '已登录', GUEST: '未登录' } },
  elder: { kind: 'SWITCH', label: '适老版也显示', hint: '适老版内容宜少，先看要办的事。', default: true },
} as const satisfies Fields
