import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { hospital, openBrowser } from '@hospital/launcher/journey'
import { violationsOn } from '@hospital/web/test/accessible'
import { signInStaff } from '@hospital/web/test/people'

let browser: Browser
let page: Page
const at = hospital()
const soon = { timeout: 30_000 }
const rows = () => page.locator('tbody tr.ant-table-row')

beforeAll(async () => {
  browser = await openBrowser()
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage()
  await signInStaff(page, at.console, 'admin', '/audit')
})
afterAll(() => browser.close())

describe('pages of the console', () => {
  it.each(['/audit', '/staff', '/drugs', '/diagnoses', '/homecare', '/jobs'])('%s lists what there is, readable by everyone', async (path) => {
    await page.goto(at.console + path)
    await rows().first().waitFor()
    expect(await violationsOn(page)).toEqual([])
  })

  it.each(['/payments', '/ledger', '/alerts'])('%s lists what there is, or says that there is nothing', async (path) => {
    await page.goto(at.console + path)
    await rows().first().or(page.getByRole('heading', { name: /^还没有/ })).waitFor()
    expect(await violationsOn(page)).toEqual([])
  })

  it('finds a diagnosis by pinyin initials', async () => {
    await page.goto(`${at.console}/diagnoses`)
    await page.getByLabel('诊断', { exact: true }).fill('gxy')
    await page.getByRole('button', { name: '查询' }).click()
    await expect.poll(() => rows().first().innerText(), soon).toContain('高血压')
  })

  it('goes anywhere from the keyboard: Ctrl K, a few letters, Enter', async () => {
    await page.keyboard.press('Control+k')
    const field = page.getByRole('combobox', { name: '搜索菜单与记录' })
    await field.fill('yhry')
    expect(await violationsOn(page)).toEqual([])
    await field.press('Enter')
    await page.waitForURL(`${at.console}/staff`)
    await page.keyboard.press('Control+k')
    await field.fill('陈立群')
    await page.getByRole('option', { name: '在医护人员中查找「陈立群」' }).click()
    await expect.poll(() => rows().allInnerTexts().then((all) => all.length > 0 && all.every((text) => text.includes('陈立群'))), soon).toBe(true)
  })

  it('writes every sign-in to the log', async () => {
    await page.goto(`${at.console}/audit`)
    await page.getByLabel('操作', { exact: true }).fill('staff.sign-in')
    await page.getByRole('button', { name: '查询' }).click()
    await expect.poll(() => rows().first().innerText(), soon).toContain('系统管理员')
    await rows().first().getByRole('button').click()
    await page.getByRole('dialog').getByText('来源地址').waitFor()
    expect(await violationsOn(page)).toEqual([])
  })
})
