import { chromium, type Browser, type Page } from 'playwright-core'
import { inject } from 'vitest'
import { browserPath } from './browser.ts'
import type { JourneyHospital } from './vitest-system.ts'

/** The running hospital a journey goes through: addresses, accounts, data folder. Each worker has one, and runs its files in it one after another. */
export const hospital = (): JourneyHospital => inject('hospitals')[Number(process.env.VITEST_POOL_ID) - 1]!

const browsers = new Set<Browser>()

/** The browser of this machine; each person of a journey takes a context of their own in it. `flags`: what a journey needs beyond, e.g. a microphone. */
export async function openBrowser(...flags: string[]): Promise<Browser> {
  const executablePath = browserPath()
  const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox', '--disable-dev-shm-usage', ...flags] })
  browsers.add(browser)
  browser.on('disconnected', () => browsers.delete(browser))
  return browser
}

/** What everybody in the journey looks at just now. */
export const openPages = (): Page[] => [...browsers].flatMap((browser) => browser.contexts()).flatMap((context) => context.pages())
