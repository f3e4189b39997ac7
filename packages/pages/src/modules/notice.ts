import type { ModuleDeclaration } from '../module.ts'

export const notice = {
  label: '公告', group: '内容', icon: 'BELL',
  fields: {
    words: { kind: 'TEXT', label: '内容', default: '请携带有效身份证件就诊。', most: 120, lines: 3 },
    tone: { kind: 'CHOICE', label: '样式', default: 'plain', choices: { plain: '提示', warn: '提醒' } },
    to: { kind: 'LINK', label: '点按后打开', hint: '不填则只显示文字。', default: '', optional: true },
  },
} as const satisfies ModuleDeclaration
