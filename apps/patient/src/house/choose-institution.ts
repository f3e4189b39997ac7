'use server'

import { cookies } from 'next/headers'
import { institutionCookie, isInstitutionId } from './institution'

const year = 365 * 24 * 3600

/** Remembers which institution's pages this browser shows. One that is no longer there is passed over when it is read. */
export async function chooseInstitution(form: FormData): Promise<void> {
  const chosen = form.get('institution')
  if (isInstitutionId(chosen)) (await cookies()).set(institutionCookie, chosen, { path: '/', maxAge: year, sameSite: 'lax', httpOnly: true })
}
