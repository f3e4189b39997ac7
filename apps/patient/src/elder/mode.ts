import { cookies } from 'next/headers'

/** standard, or the three text sizes of the mode for older people (适老化). */
export const modes = ['standard', 'elder', 'large', 'max'] as const
export type Mode = (typeof modes)[number]

export const modeCookie = 'hospital_patient_mode'

export async function readMode(): Promise<Mode> {
  const value = (await cookies()).get(modeCookie)?.value
  return modes.find((mode) => mode === value) ?? 'standard'
}
