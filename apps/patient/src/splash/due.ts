import { cookies } from 'next/headers'
import { hospitalNow } from '@hospital/web/environment'
import { hospitalDay } from '@hospital/web/format'
import { house, terminalHere } from '@/house/house'
import type { PageView } from '@/designed/view'
import { splashCookie } from './cookie'

/** How this phone remembers the splash page that it has seen, if one is to be seen before home now. */
export async function splashDue({ version, content: { settings, modules } }: PageView<'SPLASH'>): Promise<string | undefined> {
  const today = hospitalDay(hospitalNow())
  const { shown, repeat, from, until } = settings
  if (!shown || modules.length === 0 || (from && today < from) || (until && today > until)) return undefined
  const [terminal, { institutionId = '' }] = await Promise.all([terminalHere(), house()])
  const mark = [terminal, version, institutionId.slice(-12), ...(repeat === 'DAILY' ? [today] : [])].join('.')
  return (await cookies()).get(splashCookie)?.value === mark ? undefined : mark
}
