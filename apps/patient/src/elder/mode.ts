import { cookies, headers } from 'next/headers'
import { pathHeader } from '@hospital/web/page-proxy'

/** standard, or the three text sizes of the mode for older people (适老化). */
export const modes = ['standard', 'elder', 'large', 'max'] as const
export type Mode = (typeof modes)[number]

export const modeCookie = 'hospital_patient_mode'

/** A preview says by its address which mode it shows, whatever this browser is in. */
export async function readMode(): Promise<Mode> {
  const path = (await headers()).get(pathHeader) ?? ''
  if (path.startsWith('/preview/')) return known(new URLSearchParams(path.split('?')[1]).get('mode'))
  return known((await cookies()).get(modeCookie)?.value)
}

const known = (value: string | null | undefined): Mode => modes.find((mode) => mode === value) ?? 'standard'
