import type { ModuleDeclaration } from '../module.ts'

export const image = {
  label: '图片', group: '内容', icon: 'PICTURE',
  fields: {
    image: { kind: 'IMAGE', label: '图片', hint: 'JPG、PNG 或 WebP，宽 750 像素为宜。', default: '' },
    alt: { kind: 'TEXT', label: '图片说明', hint: '读屏软件会念出来；图中有文字的，请写在这里。', default: '', most: 60, optional: true },
    to: { kind: 'LINK', label: '点按后打开', default: '', optional: true },
  },
} as const satisfies ModuleDeclaration
