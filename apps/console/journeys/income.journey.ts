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
const totals = () => page.getByRole('region', { name: '筛选合计' })
const yuan = (fen: number) => (fen / 100).toFixed(2)

beforeAll(async () => {
  browser = await openBrowser()
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage()
  order = await payForRegistration(at)
  await signInStaff(page, at.console, 'accountant', '/payments')
})
afterAll(() => browser.close())

describe('[A3-04] [A3-05] [A1-04] the accountant', () => {
  it('narrows the transactions, reads their totals, and takes them with a workbook', async () => {
    await page.getByLabel('编号').fill(order.number)
    await page.getByRole('button', { name: '查询' }).click()
    await expect.poll(() => rows().count(), soon).toBe(1)
    await expect.poll(() => totals().innerText(), soon).toContain(yuan(order.amountFen))
    expect(await violationsOn(page)).toEqual([])
    await page.getByRole('button', { name: '导出', exact: true }).click()
    const download = page.getByRole('dialog').getByRole('link')
    await download.waitFor({ timeout: 60_000 })
    const file = page.waitForEvent('download')
    await download.click()
    expect((await file).suggestedFilename()).toContain('交易记录')
    await page.keyboard.press('Escape')
  })

  it('opens the report, whose sums stand over it, and goes from a department down to its transactions', async () => {
    await page.goto(`${at.console}/income`)
    await page.getByRole('img', { name: /每日收入/ }).waitFor()
    await page.waitForLoadState('networkidle')
    expect(await violationsOn(page)).toEqual([])
    const departments = page.getByRole('region', { name: '科室收入明细' })
    const first = departments.locator('tbody tr').first()
    const paid = await first.locator('td').nth(1).innerText()
    const [department] = (await first.getByRole('link').innerText()).split('（')
    await page.getByText('按月', { exact: true }).click()
    await page.getByRole('img', { name: /每月收入/ }).waitFor()
    await first.getByRole('link').click()
    await page.waitForURL(/\/payments\?.*bookedFrom=.*department=/)
    await expect.poll(() => totals().innerText(), soon).toContain(paid)
    expect(await rows().count()).toBeGreaterThan(0)
    await expect.poll(() => page.locator('.ant-form-item').filter({ has: page.getByText('科室', { exact: true }) }).innerText(), soon).toContain(department!)
  })

  it('finds an order by its amount and its doctor’s department, and keeps that in the address', async () => {
    await page.goto(`${at.console}/orders?number=${order.number}`)
    await page.getByLabel('金额（元）', { exact: true }).fill('9.999')
    await page.getByRole('button', { name: '查询' }).click()
    await page.getByText('金额最多两位小数').waitFor()
    await page.getByLabel('金额（元）', { exact: true }).fill(yuan(order.amountFen))
    await page.getByLabel('金额（元），最高').fill(yuan(order.amountFen))
    await page.getByRole('button', { name: '查询' }).click()
    await expect.poll(() => new URL(page.url()).searchParams.get('amountMin'), soon).toBe(yuan(order.amountFen))
    await page.reload()
    await expect.poll(() => rows().count(), soon).toBe(1)
    expect(await violationsOn(page)).toEqual([])
  })
})
