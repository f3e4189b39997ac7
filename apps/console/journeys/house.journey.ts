import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { hospital, openBrowser } from '@hospital/launcher/journey'
import { violationsOn } from '@hospital/web/test/accessible'
import { signInStaff } from '@hospital/web/test/people'

let browser: Browser
let page: Page
let phone: Page
const at = hospital()
const line = (key: string) => page.locator(`[data-setting="${key}"]`)

beforeAll(async () => {
  browser = await openBrowser()
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage()
  phone = await (await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' })).newPage()
})
afterAll(() => browser.close())

describe('[A2-01] what the operator switches off is gone from the phone, with no restart', () => {
  it('home care closes and opens again', async () => {
    await phone.goto(at.patient)
    await phone.getByRole('navigation', { name: '常用服务' }).getByRole('link', { name: '护理到家' }).waitFor()
    await signInStaff(page, at.console, 'admin', '/settings')
    await line('homecare.open').getByRole('switch').click()
    await line('homecare.open').getByText('本级设置').waitFor()
    expect(await violationsOn(page)).toEqual([])
    const entry = () => phone.getByRole('navigation', { name: '常用服务' }).getByRole('link', { name: '护理到家' })
    await expect.poll(async () => { await phone.reload(); return entry().count() }, { timeout: 30_000 }).toBe(0)
    await phone.goto(`${at.patient}/homecare`)
    await expect.poll(async () => { await phone.reload(); return phone.getByRole('heading', { name: '护理到家暂停服务' }).count() }, { timeout: 30_000 }).toBe(1)
    await line('homecare.open').getByRole('button', { name: '恢复沿用' }).click()
    await line('homecare.open').getByText('系统默认').waitFor()
    await expect.poll(async () => { await phone.goto(at.patient); return entry().count() }, { timeout: 30_000 }).toBe(1)
  })
})

describe('[A1-13] [A1-14] a new administrator', () => {
  it('gets a temporary password that is shown once', async () => {
    await page.goto(`${at.console}/administrators`)
    await page.getByRole('button', { name: '新建管理员' }).click()
    const login = `journey${Date.now() % 1_000_000}`
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('账号').fill(login)
    await dialog.getByLabel('姓名').fill('乔梅')
    await dialog.getByLabel('角色').click()
    await page.getByTitle('财务人员').last().click()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '创建管理员' }).click()
    await page.getByText('请把临时密码交给本人').waitFor()
    await page.getByRole('button', { name: '已记下' }).click()
    await page.getByRole('button', { name: login, exact: true }).waitFor()
  })

  it.each(['/roles', '/dictionaries', '/terminals', '/patients', '/blacklist'])('%s is clean', async (path) => {
    await page.goto(at.console + path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    expect(await violationsOn(page)).toEqual([])
  })
})
