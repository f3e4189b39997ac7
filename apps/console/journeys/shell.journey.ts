import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { hospital, openBrowser } from '@hospital/launcher/journey'
import { violationsOn } from '@hospital/web/test/accessible'
import { signInStaff } from '@hospital/web/test/people'

let browser: Browser
let page: Page
const at = hospital()
const rows = () => page.locator('tbody tr.ant-table-row')

beforeAll(async () => {
  browser = await openBrowser()
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage()
})
afterAll(() => browser.close())

describe('the console', () => {
  it('leads to sign in, and on to the page that was asked for', async () => {
    await page.goto(`${at.console}/departments`)
    expect(page.url()).toBe(`${at.console}/sign-in?next=%2Fdepartments`)
    await signInStaff(page, at.console, 'admin', '/departments')
    await rows().first().waitFor()
    expect(await violationsOn(page)).toEqual([])
  })

  it('turns pages by cursor, and 返回 goes back', async () => {
    const first = await rows().first().innerText()
    await page.getByRole('button', { name: '下一页' }).click()
    await page.getByText('第 2 页').waitFor()
    await expect.poll(() => rows().first().innerText()).not.toBe(first)
    await page.goBack()
    await expect.poll(() => rows().first().innerText()).toBe(first)
  })

  it('keeps filters and the open row in the address, so that a reload shows the same', async () => {
    await page.getByLabel('科室', { exact: true }).fill('心血管')
    await page.getByRole('button', { name: '查询' }).click()
    await expect.poll(() => rows().allInnerTexts().then((all) => all.length > 0 && all.every((text) => text.includes('心血管')))).toBe(true)
    await rows().first().getByRole('button').click()
    await page.getByRole('dialog').waitFor()
    expect(new URL(page.url()).searchParams.get('q')).toBe('心血管')
    await page.reload()
    await page.getByRole('dialog').getByText('编码').waitFor()
    expect(await violationsOn(page)).toEqual([])
    await page.keyboard.press('Escape')
  })

  it('hides a column for this person, on this device', async () => {
    await page.getByRole('button', { name: '选择列' }).click()
    await page.getByRole('checkbox', { name: '位置' }).uncheck()
    await page.reload()
    await rows().first().waitFor()
    expect(await page.getByRole('columnheader', { name: '位置' }).count()).toBe(0)
  })

  it('says what to do where nothing matches', async () => {
    await page.goto(`${at.console}/departments?q=没有这样的科室`)
    await page.getByText('没有符合条件的科室').waitFor()
    await page.getByRole('button', { name: '清除筛选' }).click()
    await rows().first().waitFor()
  })
})
