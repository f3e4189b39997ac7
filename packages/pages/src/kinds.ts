import type { Fields, Values } from './field.ts'
import type { ModuleKind } from './modules.ts'

/** Of every page. */
export const STYLE = {
  density: { kind: 'CHOICE', label: '疏密', default: 'COMFORTABLE', choices: { COMFORTABLE: '舒适', COMPACT: '紧凑' } },
  accent: { kind: 'COLOR', label: '本页主色', hint: '不填则用医院的主题色；与白色的对比度须达到 5.8:1。', default: '' },
  card: { kind: 'CHOICE', label: '卡片', default: 'SHADOW', choices: { SHADOW: '浅影', LINE: '描边' } },
} as const satisfies Fields

export type Style = Values<typeof STYLE>

export interface PageKindDeclaration {
  label: string
  /** Where the patient app shows it. */
  path: string
  /** Settings of the page as a whole. */
  fields: Fields
  /** Kinds of modules that have no place there. */
  without?: readonly ModuleKind[]
  /** The only kinds that have. */
  only?: readonly ModuleKind[]
}

/** Every page that a hospital designs. */
export const PAGE_KINDS = {
  HOME: { label: '首页', path: '/', fields: {}, without: ['PERSONS', 'ORDERS'] },
  OUTPATIENT: { label: '门诊主页', path: '/outpatient', fields: {}, without: ['PERSONS', 'ORDERS'] },
  INPATIENT: { label: '住院主页', path: '/inpatient', fields: {}, without: ['PERSONS', 'ORDERS'] },
  INTERNET_HOSPITAL: { label: '互联网医院主页', path: '/internet-hospital', fields: {}, without: ['PERSONS', 'ORDERS'] },
  MINE: {
    label: '个人中心', path: '/mine', without: ['PERSON', 'SEARCH'],
    fields: { layout: { kind: 'CHOICE', label: '版式', hint: '卡片式以图标分组；列表式一行一项。', default: 'CARDS', choices: { CARDS: '卡片式', LIST: '列表式' } } },
  },
  SPLASH: {
    label: '过渡页', path: '/', only: ['LINE', 'IMAGE', 'NOTICE'],
    fields: {
      shown: { kind: 'SWITCH', label: '进入首页前显示', default: false },
      seconds: { kind: 'NUMBER', label: '停留', hint: '时间到后进入首页；适老版不计时，由本人点按进入。', unit: '秒', default: 3, min: 2, max: 10 },
      repeat: { kind: 'CHOICE', label: '同一手机', default: 'DAILY', choices: { DAILY: '每天显示一次', ONCE: '每次发布显示一次' } },
      from: { kind: 'DAY', label: '开始日期', hint: '不填则发布后即开始。', default: '' },
      until: { kind: 'DAY', label: '结束日期', hint: '含当天；不填则一直显示。', default: '' },
    },
  },
} as const satisfies Record<string, PageKindDeclaration>

export type PageKind = keyof typeof PAGE_KINDS

export type PageSettings<Kind extends PageKind> = Values<(typeof PAGE_KINDS)[Kind]['fields']>

export const isPageKind = (kind: unknown): kind is PageKind => typeof kind === 'string' && Object.hasOwn(PAGE_KINDS, kind)

export const pageKindOf = (kind: PageKind): PageKindDeclaration => PAGE_KINDS[kind]

/** Whether a module has a place on a page. */
export function fits(kind: PageKind, module: ModuleKind): boolean {
  const { only, without } = pageKindOf(kind)
  return only ? only.includes(module) : !without?.includes(module)
}
