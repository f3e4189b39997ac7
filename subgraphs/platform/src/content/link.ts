import { isLink } from '@hospital/pages/routes'
import { invalid } from '@hospital/subgraph/fields'

/** A page of the patient app or an https address, as pages may lead to it too; undefined for anything else. */
export function safeLink(typed: string): string | undefined {
  const link = typed.trim().replace(/^https:\/\//i, 'https://')
  return isLink(link) ? link : undefined
}

/** Where something leads; null where it leads nowhere. Refuses INVALID_INPUT for what is neither a page of ours nor https. */
export function linkFrom(field: string, typed: string | null | undefined): string | null {
  if (!typed?.trim()) return null
  const link = safeLink(typed)
  if (!link) throw invalid(field, '链接须是本平台的页面（以 / 开头），或以 https:// 开头的网址。')
  return link
}
