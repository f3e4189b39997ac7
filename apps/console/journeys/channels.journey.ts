import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { hospital, openBrowser } from '@hospital/launcher/journey'
import { violationsOn } from '@hospital/web/test/accessible'
import { signInStaff } from '@hospital/web/test/people'

let browser: Browser
let page: Page
const at = hospital()
const soon = { timeout: 30_000 }
const cell = (name: string) => page.locator(`[data-cell="${name}"]`)
const drawer = () => page.getByRole('dialog').last()

beforeAll(async () => {
  browser = await openBrowser()
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage()
  await signInStaff(page, at.console, 'accountant', '/payment-accounts')
})
afterAll(() => browser.close())

describe('[A3-01] payment accounts in the console', () => {
  it('lists the accounts; a new one is asked for its channel\'s own parameters', async () => {
    await page.getByRole('button', { name: '支付宝（演示）' }).waitFor()
    expect(await page.locator('tbody tr.ant-table-row').count()).toBeGreaterThanOrEqual(3)
    expect(await violationsOn(page)).toEqual([])
    await page.getByRole('button', { name: '新建支付账号' }).click()
    await drawer().getByLabel('APIv3 密钥（32 位）').waitFor()
    await drawer().getByLabel('支付渠道').click()
    await page.locator('.ant-select-item-option').filter({ hasText: '银联' }).click()
    await drawer().getByLabel('银联根证书（PEM）').waitFor()
    await drawer().getByLabel('名称').fill('城东院区银联')
    for (const [label, value] of [['商户号', '777290058110097'], ['商户证书序列号（十进制）', '68759663125'], ['银联根证书（PEM）', 'none'], ['银联中级证书（PEM）', 'none'], ['商户私钥（PEM）', 'none']] as const) await drawer().getByLabel(label).fill(value)
    expect(await violationsOn(page)).toEqual([])
    await page.getByRole('button', { name: '保存支付账号' }).click()
    await page.getByText('密钥或证书格式不正确').waitFor()
    await drawer().getByRole('button', { name: '取消' }).click()
    await page.getByRole('button', { name: '放弃填写' }).click()
  })

  it('a test charge runs its course before one\'s eyes: started, paid on the channel\'s page, given back by itself', async () => {
    await page.getByRole('button', { name: '支付宝（演示）' }).click()
    await page.getByText(/指纹 [0-9a-f]{12}/).waitFor()
    await page.getByRole('button', { name: '发起 0.01 元测试支付' }).click()
    const [payPage] = await Promise.all([page.waitForEvent('popup'), page.getByRole('link', { name: '打开支付页面' }).click()])
    await payPage.getByRole('button', { name: '确认支付' }).click()
    await payPage.getByText('支付成功').waitFor()
    await payPage.close()
    await page.getByText('已自动退回，测试通过').waitFor(soon)
    expect(await violationsOn(page)).toEqual([])
  })
})

describe('[A3-02] payment settings in the console', () => {
  it('sets what a business offers at a terminal, in order, and takes it back', async () => {
    await page.goto(`${at.console}/payment-settings`)
    await cell('CONSULTATION.H5').getByText('支付宝').waitFor()
    expect(await violationsOn(page)).toEqual([])
    await cell('CONSULTATION.H5').getByRole('button').click()
    await drawer().getByLabel('支付方式').click()
    await page.locator('.ant-select-item-option').filter({ hasText: '银联' }).click()
    await page.locator('.ant-select-item-option').filter({ hasText: '支付宝' }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '保存支付方式' }).click()
    await cell('CONSULTATION.H5').getByText('本级设置').waitFor()
    expect(await cell('CONSULTATION.H5').getByRole('listitem').allInnerTexts()).toEqual(['银联', '支付宝'])
    await cell('CONSULTATION.H5').getByRole('button').click()
    await drawer().getByRole('button', { name: '恢复沿用' }).click()
    await page.locator('.ant-modal-confirm').getByRole('button', { name: '恢复沿用' }).click()
    await expect.poll(() => cell('CONSULTATION.H5').getByText('本级设置').count(), soon).toBe(0)
  })
})
