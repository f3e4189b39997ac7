import { ICONS, isIcon, type IconName } from './icons.ts'
import { businessOf, isLink, routeOf } from './routes.ts'

/** One way on: where it leads, and what it is called unless as its route is. */
export interface Entry {
  to: string
  word?: string
  hint?: string
  icon?: IconName
}

export interface ShownEntry {
  to: string
  word: string
  hint: string
  icon: IconName
  /** Leads out of the app. */
  outside: boolean
}

/** As people see it. */
export function shownEntry({ to, word, hint, icon }: Entry): ShownEntry {
  const route = routeOf(to)
  return { to, word: word || route?.word || '', hint: hint || route?.hint || '', icon: icon ?? route?.icon ?? 'LINK', outside: to.startsWith('https://') }
}

/** Entries that lead to a business which is closed vanish. */
export const openEntries = (entries: readonly Entry[], closed: ReadonlySet<string>): readonly Entry[] => entries.filter(({ to }) => !closed.has(businessOf(to) ?? ''))

export const LONGEST_WORD = 8
export const LONGEST_HINT = 12

/** What is wrong with an entry, in words. */
export function problemWithEntry(entry: unknown): string | undefined {
  if (typeof entry !== 'object' || entry === null) return '有一个入口无法识别'
  const { to, word, hint, icon, ...rest } = entry as Record<string, unknown>
  if (Object.keys(rest).length) return '有一个入口无法识别'
  if (!isLink(to)) return '入口只能指向本应用的页面或 https 网址'
  if (!isShort(word, LONGEST_WORD) || !isShort(hint, LONGEST_HINT)) return `入口名称不超过 ${LONGEST_WORD} 个字，说明不超过 ${LONGEST_HINT} 个字`
  if (!routeOf(to) && !(word as string | undefined)?.trim()) return '请填写入口名称'
  return icon === undefined || isIcon(icon) ? undefined : `入口图标须从 ${Object.keys(ICONS).length} 个图标中选择`
}

const isShort = (word: unknown, most: number) => word === undefined || (typeof word === 'string' && [...word].length <= most && !/[\u0000-\u001f]/.test(word))
