import { chromium, type Browser } from 'playwright-core'
import { inject } from 'vitest'
import { browserPath } from './browser.ts'
import type { JourneyHospital } from './vitest-system.ts'

/** The running hospital a journey goes through: addresses, accounts, data folder. */
export const hospital = (): JourneyHospital => inject('hospital')

/** The browser of this machine; each person of a journey takes a context of their own in it. */
export function openBrowser(): Promise<Browser> {
  const executablePath = browserPath()
  return chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox', '--disable-dev-shm-usage'] })
}
