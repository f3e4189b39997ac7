import type { DesignPlace } from '../place'

/** Where the patient app shows a draft; where there is none yet, what holds at the place. */
export function previewUrl(patientUrl: string, { kind, institutionId, terminal }: DesignPlace, token: string | null | undefined, mode: 'standard' | 'elder'): string {
  const asked: Record<string, string> = token ? { draft: token } : { ...(institutionId && { institution: institutionId }), ...(terminal && { terminal }) }
  return `${patientUrl}/preview/${kind}?${new URLSearchParams({ ...asked, ...(mode === 'elder' && { mode }) })}`
}
