import type { ModuleDeclaration } from '../module.ts'

/** What stands at a place of the pages is kept with the banners: their pictures, order and schedule. */
export const banner = {
  label: '轮播图', group: '内容', icon: 'PICTURE', elder: false,
  fields: {
    position: { kind: 'CHOICE', label: '运营位', hint: '显示“轮播图”中投放到此位置、正在展示期内的图片。', default: 'HOME_TOP', choices: { HOME_TOP: '首页顶部', HOME_MIDDLE: '首页中部' } },
  },
} as const satisfies ModuleDeclaration
