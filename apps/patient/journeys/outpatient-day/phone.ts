/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { expect } from 'vitest'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { JourneyHospital } from '@hospital/launcher/vitest-system'
import { violationsOn } from '@hospital/web/test/accessible'

const FAR = { latitude: 39.9087, longitude: 116.3975, accuracy: 15 }

/** A patient's phone: a context of its own, far from the hospital until it goes there. */
export async function openPhone(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, locale: 'zh-CN', isMobile: true, hasTouch: true, permissions: ['geolocation'], geolocation: FAR })
  return context.newPage()
}

/** Takes the phone some metres north of the main hospital's door. */
export async function goToHospital(phone: BrowserContext, { gateway }: JourneyHospital, metersNorth = 20): Promise<void> {
  const response = await fetch(`${gateway}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: '{ institutions { kind location { latitude longitude } } }' }) })
  const { data } = await response.json() as { data: { institutions: { kind: string; location: { latitude: number; longitude: number } }[] } }
  const { latitude, longitude } = data.institutions.find(({ kind }) => kind === 'MAIN')!.location
  await phone.setGeolocation({ latitude: latitude + metersNorth / 111_195, longitude, accuracy: 15 })
}

const seen = new Map<string, { screen: string; path: string; phone: BrowserContext }>()

/** Every screen passes axe as it is first met; its address is kept, for a second look in the mode for older people. */
export async function look(page: Page, screen: string): Promise<void> {
  await settled(page)
  expect(await violationsOn(page), screen).toEqual([])
  const { pathname, search } = new URL(page.url())
  seen.set(screen, { screen, path: pathname + search, phone: page.context() })
}

export const seenScreens = () => [...seen.values()]

/** No skeleton, no transition, no dialog or toast that is going: what axe judges is what a person reads. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('load')
  await page.waitForFunction(() => document.querySelector('.ih-skeletons') === null)
  await page.waitForFunction(() => Array.from(document.querySelectorAll('.adm-mask, .adm-center-popup-wrap, .adm-toast-main')).every((part) => !part.checkVisibility()))
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'))
}
