import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { hospital, openBrowser } from '@hospital/launcher/journey'
import { violationsOn } from '@hospital/web/test/accessible'
import { signInPatient } from '@hospital/web/test/people'

let browser: Browser
let page: Page
const at = hospital()

beforeAll(async () => {
  browser = await openBrowser()
  page = await (await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN', isMobile: true, hasTouch: true })).newPage()
})
afterAll(() => browser.close())

describe('the patient app', () => {
  it('opens for a guest with at most 180 kB of scripts, and no violation of WCAG 2.2 AA', async () => {
    let bytes = 0
    page.on('requestfinished', async (request) => {
      if (request.resourceType() === 'script') bytes += (await request.sizes()).responseBodySize
    })
    await page.goto(at.patient)
    await page.getByRole('navigation', { name: '常用服务' }).waitFor()
    await page.waitForLoadState('load')
    expect(bytes).toBeGreaterThan(0)
    expect(bytes).toBeLessThanOrEqual(180_000)
    expect(await violationsOn(page)).toEqual([])
  })

  it('loses nothing that is tapped before its scripts have come: the modes turn, and services lead on', async () => {
    const early = await (await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN', isMobile: true, hasTouch: true })).newPage()
    await early.route('**/_next/static/**/*.js', (route) => route.abort())
    await early.goto(at.patient)
    await early.getByRole('button', { name: '适老版' }).click()
    await early.locator('html[data-mode=elder]').waitFor()
    await early.getByRole('navigation', { name: '常用服务' }).getByRole('link', { name: '预约挂号' }).click()
    await early.waitForURL(`${at.patient}/booking`)
    await early.context().close()
  })

  it('leads a guest to sign in, and back to where they were going', async () => {
    await signInPatient(page, at, '13800000001')
    await page.getByRole('region', { name: '就诊人' }).getByText('周').first().waitFor()
    expect(await violationsOn(page)).toEqual([])
  })

  it('keeps its session out of reach of scripts', async () => {
    expect(await page.evaluate('document.cookie')).toBe('')
    const names = (await page.context().cookies()).filter(({ httpOnly }) => httpOnly).map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['hospital_patient_access', 'hospital_patient_refresh']))
  })

  it('turns to the mode for older people at once and stays in it, without a violation', async () => {
    await page.getByRole('button', { name: '适老版' }).click()
    await page.locator('html[data-mode=elder]').waitFor()
    await page.reload()
    await page.locator('html[data-mode=elder]').waitFor()
    expect(await violationsOn(page)).toEqual([])
    const targets = await page.locator('main :is(a, button)').all()
    const heights = await Promise.all(targets.map(async (target) => (await target.boundingBox())!.height))
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(60)
    await page.getByRole('button', { name: '标准版' }).click()
    await page.locator('html:not([data-mode])').waitFor()
  })
})
