'use server'

import { cookies } from 'next/headers'
import { splashCookie } from './cookie'

const year = 365 * 24 * 3600

/** Remembers that it was seen; home is rendered in its place. */
export async function leaveSplash(form: FormData): Promise<void> {
  const mark = form.get('mark')
  if (typeof mark === 'string' && /^[A-Z0-9_]{1,20}\.\d{1,9}\.[0-9a-f]{0,12}(\.\d{4}-\d{2}-\d{2})?$/.test(mark)) (await cookies()).set(splashCookie, mark, { path: '/', maxAge: year, sameSite: 'lax', httpOnly: true })
}
