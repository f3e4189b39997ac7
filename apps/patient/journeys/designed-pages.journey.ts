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
  await signInPatient(page, at, '13800000001')
})
afterAll(() => browser.close())

const pages = [['[A6-02]', '门诊服务', '/outpatient', '今日就诊'], ['[A6-03]', '住院服务', '/inpatient', '住院须知'], ['[A6-04]', '互联网医院', '/internet-hospital', '图文咨询医生']] as const

describe.each(pages)('%s %s', (_id, word, path, part) => {
  it('is reached from home, readable by everyone in both modes, and never scrolls sideways', async () => {
    await page.goto(at.patient)
    await page.getByRole('navigation', { name: '常用服务' }).getByRole('link', { name: word }).click()
    await page.waitForURL(at.patient + path)
    await page.getByRole('heading', { name: word, level: 1 }).waitFor()
    await page.getByRole('heading', { name: part }).waitFor()
    expect(await violationsOn(page)).toEqual([])
    await page.context().addCookies([{ name: 'hospital_patient_mode', value: 'max', url: at.patient }])
    await page.reload()
    await page.locator('html[data-scale=max]').waitFor()
    await page.getByRole('link', { name: '打电话找人工帮忙' }).first().waitFor()
    expect(await violationsOn(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0)
    await page.context().clearCookies({ name: 'hospital_patient_mode' })
  })
})

describe('[A6-05] 我的', () => {
  it('has the family, the orders and the services that were published', async () => {
    await page.goto(`${at.patient}/mine`)
    await page.getByRole('heading', { name: '就诊人' }).waitFor()
    await page.getByRole('navigation', { name: '我的订单' }).getByRole('link', { name: /待支付/ }).waitFor()
    await page.getByRole('navigation', { name: '健康服务' }).getByRole('link', { name: '就诊卡' }).waitFor()
    expect(await violationsOn(page)).toEqual([])
  })
})
