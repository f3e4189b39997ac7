import { cache } from 'react'
import { cookies, headers } from 'next/headers'
import { pathHeader } from '@hospital/web/page-proxy'

export const institutionCookie = 'hospital_patient_institution'

export const isInstitutionId = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)

/** Whose pages are wanted: as chosen on home, or as a preview's address says. Whether there is such an institution, `house` knows. */
export const askedInstitution = cache(async (): Promise<string | undefined> => {
  const path = (await headers()).get(pathHeader) ?? ''
  const asked = path.startsWith('/preview/') ? new URLSearchParams(path.split('?')[1]).get('institution') : (await cookies()).get(institutionCookie)?.value
  return isInstitutionId(asked) ? asked : undefined
})
