/** What was typed waits here, on this phone alone, while the browser is at the channel's page. */
const KEY = 'health-card.application'

export interface Application {
  patientId: string
  channel: string
  consentId: string
  nation: string
  phone?: string
  address?: string
}

export const keepApplication = (application: Application) => sessionStorage.setItem(KEY, JSON.stringify(application))

/** Null once it is gone: the app was closed in the middle. */
export function keptApplication(patientId: string): Application | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Application | null
    return kept?.patientId === patientId ? kept : null
  } catch {
    return null
  }
}

export const forgetApplication = () => sessionStorage.removeItem(KEY)
