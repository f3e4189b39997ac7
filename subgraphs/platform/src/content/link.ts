import { invalid } from '@hospital/subgraph/fields'

/** What a link of ours may lead to in the patient app, by the first part of its path. */
const ROUTES = new Set([
  '', 'appointments', 'articles', 'booking', 'cards', 'consultations', 'homecare', 'lectures', 'messages', 'mine', 'orders', 'patients', 'queue', 'site', 'texts',
])

const LONGEST = 500

/** A path of the patient app or an https address, as it is; undefined for anything else. */
export function safeLink(typed: string): string | undefined {
  const link = typed.trim()
  if (link.length > LONGEST || /[\0-\x20\x7f\\]/.test(link)) return undefined
  if (link.startsWith('/')) return ROUTES.has(link.slice(1).split(/[/?#]/)[0]!) && !link.startsWith('//') && !/(^|\/)\.\.?(\/|$)/.test(link) ? link : undefined
  if (!URL.canParse(link)) return undefined
  const { protocol, username, password, hostname } = new URL(link)
  return protocol === 'https:' && /^https:\/\//i.test(link) && !username && !password && hostname.includes('.') ? link : undefined
}

/** Where something leads; null where it leads nowhere. Refuses INVALID_INPUT for what is neither a page of ours nor https. */
export function linkFrom(field: string, typed: string | null | undefined): string | null {
  if (!typed?.trim()) return null
  const link = safeLink(typed)
  if (!link) throw invalid(field, '链接须是本平台的页面（以 / 开头），或以 https:// 开头的网址。')
  return link
}
