import type { StoredModule } from '@hospital/pages/content'
import { shownEntry, type Entry } from '@hospital/pages/entry'
import { isModuleKind, moduleOf } from '@hospital/pages/modules'
import { businessOf } from '@hospital/pages/routes'
import type { Institutions } from './designer'

/** What patients of an institution will not see, as it has switched a business off. */
export function closedNotes({ kind, settings }: StoredModule, institutions: Institutions): string[] {
  const closedIn = (business: string | undefined) => institutions.filter(({ businesses }) => businesses.some((one) => one.business === business && !one.open)).map(({ name }) => name).join('、')
  const whole = isModuleKind(kind) ? closedIn(moduleOf(kind).business) : ''
  const entries = Array.isArray(settings.entries) ? (settings.entries as Entry[]) : []
  const closed = entries.map((entry) => ({ word: shownEntry(entry).word, where: closedIn(businessOf(entry.to)) })).filter(({ where }) => where)
  return [...(whole ? [`${whole}未开通这项业务，那里的患者看不到这个模块。`] : []), ...closed.map(({ word, where }) => `“${word}”在${where}未开通，那里的患者看不到这个入口。`)]
}
