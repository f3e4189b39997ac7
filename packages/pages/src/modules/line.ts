import type { ModuleDeclaration } from '../module.ts'

export const line = {
  label: '文字', group: '内容', icon: 'TEXT',
  fields: {
    title: { kind: 'TEXT', label: '标题', default: '', most: 30, optional: true },
    body: { kind: 'TEXT', label: '正文', default: '请填写正文', most: 500, lines: 6, optional: true },
    align: { kind: 'CHOICE', label: '对齐', default: 'START', choices: { START: '靠左', CENTER: '居中' } },
    card: { kind: 'SWITCH', label: '放在白色卡片里', default: true },
  },
} as const satisfies ModuleDeclaration
