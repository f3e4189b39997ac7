import { chromium, type Browser } from 'playwright-core'
import { inject } from 'vitest'
import { browserPath } from './browser.ts'
import type { JourneyHospital } from './vitest-system.ts'

/** The running hospital a journey goes through: addresses, accounts, data folder. */
export const hospital = (): JourneyHospital => inject('hospital')

/** The browser of this machine; each person of a journey takes a context of their own in it. `flags`: what a journey needs beyond, e.g. a microphone. */
export function openBrowser(...flags: string[]): Promise<Browser> {
  const executablePath = browserPath()
  return chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox', '--disable-dev-shm-usage', ...flags] })
}
