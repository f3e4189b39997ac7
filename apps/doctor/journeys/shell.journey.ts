import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { hospital, openBrowser } from '@hospital/launcher/journey'
import { violationsOn } from '@hospital/web/test/accessible'
import { signInStaff } from '@hospital/web/test/people'

let browser: Browser
let page: Page
const at = hospital()

beforeAll(async () => {
  browser = await openBrowser()
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage()
})
afterAll(() => browser.close())

describe('the doctor’s workstation', () => {
  it('lets nobody in without a session', async () => {
    await page.goto(at.doctor)
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    expect(await violationsOn(page)).toEqual([])
  })

  it('lets a doctor in by password and one-time code, as themselves', async () => {
    await signInStaff(page, at.doctor, 'linruonan')
    await page.getByRole('button', { name: /林若楠/ }).waitFor()
    await page.getByRole('complementary', { name: '候诊与咨询' }).waitFor()
    expect(await violationsOn(page)).toEqual([])
  })

  it('signs out for good', async () => {
    await page.getByRole('button', { name: /林若楠/ }).click()
    await page.getByText('退出登录').click()
    await page.waitForURL('**/sign-in')
    await page.goto(at.doctor)
    expect(new URL(page.url()).pathname).toBe('/sign-in')
  })

  it('sends an administrator to the console instead', async () => {
    await signInStaff(page, at.doctor, 'operator')
    await page.getByText('这个账号不是医护账号').waitFor()
  })
})
