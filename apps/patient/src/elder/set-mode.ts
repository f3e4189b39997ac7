'use server'

import { cookies } from 'next/headers'
import { modeCookie, modes } from './mode'

const year = 365 * 24 * 3600

export async function setMode(form: FormData): Promise<void> {
  const mode = modes.find((known) => known === form.get('mode'))
  if (mode) (await cookies()).set(modeCookie, mode, { path: '/', maxAge: year, sameSite: 'lax', httpOnly: true })
}
