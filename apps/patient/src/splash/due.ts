import { cookies } from 'next/headers'
pps/patient/src/splash/splash-view.tsx
import { hospitalNow } from '@hospital/web/environment'
pps/patient/src/splash/splash-view.tsx
import { hospitalDay } from '@hospital/web/format'
pps/patient/src/splash/splash-view.tsx
import { terminalHere } from '@/house/house'
pps/patient/src/splash/splash-view.tsx
import type { PageView } from '@/designed/view'
pps/patient/src/splash/splash-view.tsx
import { splashCookie } from './cookie'
pps/patient/src/splash/splash-view.tsx

pps/patient/src/splash/splash-view.tsx
/** How this phone remembers the splash page that it has seen, if one is to be seen before home now. */
pps/patient/src/splash/splash-view.tsx
export async function splashDue({ version, content: { settings, modules } }: PageView<'SPLASH'>): Promise<string | undefined> {
pps/patient/src/splash/splash-view.tsx
  const today = hospitalDay(hospitalNow())
pps/patient/src/splash/splash-view.tsx
  const { shown, repeat, from, until } = settings
pps/patient/src/splash/splash-view.tsx
  if (!shown || modules.length === 0 || (from && today < from) || (until && today > until)) return undefined
pps/patient/src/splash/splash-view.tsx
  const mark = [await terminalHere(), version, ...(repeat === 'DAILY' ? [today] : [])].join('.')
pps/patient/src/splash/splash-view.tsx
  return (await cookies()).get(splashCookie)?.value === mark ? undefined : mark
pps/patient/src/splash/splash-view.tsx
}
pps/patient/src/splash/splash-view.tsx
