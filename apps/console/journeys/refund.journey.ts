import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { hospital, openBrowser } from '@hospital/launcher/journey'
import { violationsOn } from '@hospital/web/test/accessible'
import { signInStaff } from '@hospital/web/test/people'
import { payForRegistration } from './paid-order.ts'

let browser: Browser
let page: Page
let order: { number: string; amountFen: number }
const at = hospital()
const soon = { timeout: 30_000 }
const rows = () => page.locator('tbody tr.ant-table-row')
const region = (name: string) => page.getByRole('region', { name, exact: true })
const yuan = (fen: number) => (fen / 100).toFixed(2)

beforeAll(async () => {
  browser = await openBrowser()
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage()
  order = await payForRegistration(at)
  await signInStaff(page, at.console, 'accountant', `/orders?number=${order.number}`)
})
afterAll(() => browser.close())

describe('[B1-08] orders and refunds by the platform', () => {
  it('keeps what was filtered in the address, so that a reload shows the same orders', async () => {
    await rows().first().waitFor()
    expect(await rows().count()).toBe(1)
    await page.getByLabel('订单状态').click()
    await page.locator('.ant-select-item-option').filter({ hasText: '已支付' }).click()
    await page.getByRole('button', { name: '查询' }).click()
    await expect.poll(() => new URL(page.url()).searchParams.get('status'), soon).toBe('PAID')
    await page.reload()
    await rows().first().waitFor()
    expect(await rows().first().innerText()).toContain(order.number)
    expect(await violationsOn(page)).toEqual([])
  })

  it('shows what was bought, how it was paid and how it stands in the ledger', async () => {
    await page.getByRole('button', { name: order.number }).click()
    await region('支付').getByText('支付成功').waitFor()
    await region('账目').getByText('待履约订单款').waitFor()
    expect(await violationsOn(page)).toEqual([])
  })

  it('says the limit under the field when more is asked back than is left, and keeps what was typed', async () => {
    await page.getByRole('button', { name: '发起退款' }).click()
    await page.getByText('部分退款').click()
    await page.getByLabel('退款金额（元）').fill(yuan(order.amountFen + 1))
    await page.getByLabel('退款原因').fill('医生临时停诊')
    await page.getByRole('button', { name: '提交退款' }).click()
    await page.getByText(`不能超过可退金额 ${yuan(order.amountFen)} 元`).waitFor()
    expect(await page.getByLabel('退款金额（元）').inputValue()).toBe(yuan(order.amountFen + 1))
    expect(await violationsOn(page)).toEqual([])
  })

  it('refunds a part once, however fast the button is clicked twice', async () => {
    await page.getByLabel('退款金额（元）').fill('1.00')
    await page.getByRole('button', { name: '提交退款' }).dblclick()
    await region('退款').getByText('已退款').waitFor({ timeout: 60_000 })
    expect(await region('退款').locator('tbody tr').count()).toBe(1)
    await region('账目').getByText('应付退款').first().waitFor()
    await expect.poll(() => page.getByRole('dialog').innerText(), soon).toContain(`¥${yuan(order.amountFen - 100)}`)
  })

  it('gives back the rest, after which nothing more can be given back', async () => {
    await page.getByRole('button', { name: '发起退款' }).click()
    await page.getByLabel('退款原因').fill('患者未能就诊')
    await page.getByRole('button', { name: '提交退款' }).click()
    await expect.poll(() => region('退款').getByText('已退款').count(), { timeout: 60_000 }).toBe(2)
    await expect.poll(() => page.getByRole('button', { name: '发起退款' }).count(), soon).toBe(0)
    await page.keyboard.press('Escape')
    await page.goto(`${at.console}/orders?number=${order.number}`)
    await expect.poll(() => rows().first().innerText(), soon).toContain('已退款')
  })

  it('shows the payment with the part of each order', async () => {
    await page.goto(`${at.console}/payments?number=${order.number}`)
    await rows().first().getByRole('button').click()
    await region('分摊').getByText(order.number).waitFor()
    expect(await region('分摊').innerText()).toContain(yuan(order.amountFen))
    expect(await violationsOn(page)).toEqual([])
  })
})
