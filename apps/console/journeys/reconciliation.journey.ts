import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { hospital, openBrowser } from '@hospital/launcher/journey'
import { violationsOn } from '@hospital/web/test/accessible'
import { signInStaff } from '@hospital/web/test/people'

let browser: Browser
let page: Page
/** Money that Alipay took yesterday, and of which we know nothing. */
let strange: { number: string }
const at = hospital()
const soon = { timeout: 30_000 }
const yesterday = new Date(Date.now() + at.clockOffsetMs + 8 * 3_600_000 - 86_400_000).toISOString().slice(0, 10)
const rows = () => page.locator('tbody tr.ant-table-row')
const choose = async (label: string, option: string) => {
  await page.getByLabel(label, { exact: true }).click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: option }).click()
}

beforeAll(async () => {
  const answer = await fetch(`${at.sandbox}/_control/alipay/received`, { method: 'POST', body: JSON.stringify({ amountFen: 12_345, day: yesterday }) })
  strange = (await answer.json()) as typeof strange
  browser = await openBrowser()
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage()
  await signInStaff(page, at.console, 'accountant', '/reconciliation')
})
afterAll(() => browser.close())

async function compareWith(channel: string): Promise<void> {
  await page.getByRole('button', { name: '核对账单' }).click()
  await choose('渠道', channel)
  await page.getByRole('button', { name: '开始核对' }).click()
  await expect.poll(() => page.getByRole('button', { name: '开始核对' }).count(), soon).toBe(0)
  await expect.poll(() => rows().filter({ hasText: yesterday }).innerText(), soon).toContain(channel)
}

describe('[A3-04] reconciling a day with the channels', () => {
  it('[A3-04] compares yesterday with Alipay and shows what differs; the day cannot be closed', async () => {
    await compareWith('支付宝')
    await expect.poll(() => rows().filter({ hasText: yesterday }).innerText(), soon).toContain('有差异')
    await rows().filter({ hasText: yesterday }).getByRole('button').click()
    await page.getByRole('region', { name: '各渠道', exact: true }).getByText('123.45').waitFor()
    expect(await page.getByRole('button', { name: '日结这一天' }).isDisabled()).toBe(true)
    expect(await violationsOn(page)).toEqual([])
    await page.getByRole('link', { name: '1 项' }).click()
    await rows().filter({ hasText: strange.number }).waitFor()
    expect(await rows().first().innerText()).toContain('收款仅渠道有')
    expect(await violationsOn(page)).toEqual([])
  })

  it('[A3-04] adjusts the ledger to the channel by one press and says who did it', async () => {
    await page.goto(`${at.console}/reconciliation-differences?dayFrom=${yesterday}&dayTo=${yesterday}`)
    await page.getByRole('button', { name: strange.number }).click()
    await page.getByRole('button', { name: '处理差异' }).waitFor()
    expect(await violationsOn(page)).toEqual([])
    await page.getByRole('button', { name: '处理差异' }).click()
    await page.getByRole('button', { name: '确认处理' }).click()
    await page.getByText('请填写处理说明').waitFor()
    await page.getByLabel('处理说明').fill('门诊大厅静态码收款，已查明')
    expect(await violationsOn(page)).toEqual([])
    await page.getByRole('button', { name: '确认处理' }).click()
    await expect.poll(() => rows().filter({ hasText: strange.number }).innerText(), soon).toContain('已处理')
    const row = await rows().filter({ hasText: strange.number }).innerText()
    expect(row).toContain('按渠道调账')
    expect(row).toContain('123.45')
  })

  it('[A3-04] finds the adjustment in the ledger by what it is and its day; the address keeps the filter', async () => {
    await page.goto(`${at.console}/ledger`)
    await rows().first().waitFor()
    await choose('来源', '对账调账')
    for (const [at, field] of ['开始', '结束'].entries()) {
      await page.getByPlaceholder(field, { exact: true }).fill(yesterday)
      if (at === 1) await page.keyboard.press('Enter')
    }
    await page.getByRole('button', { name: '查询' }).click()
    await expect.poll(() => rows().count(), soon).toBe(2)
    const found = (await rows().allInnerTexts()).join('\n')
    for (const words of ['支付宝存款', '对账差异挂账', '123.45', strange.number]) expect(found).toContain(words)
    expect(await violationsOn(page)).toEqual([])
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ fact: 'RECONCILIATION_ADJUSTED', bookedFrom: yesterday, bookedTo: yesterday })
    await page.reload()
    await expect.poll(() => rows().count(), soon).toBe(2)
    await page.getByLabel('编号', { exact: true }).fill('NOSUCHNUMBER')
    await page.getByRole('button', { name: '查询' }).click()
    await page.getByText('没有符合条件的账目').waitFor()
    expect(await violationsOn(page)).toEqual([])
    await page.getByRole('button', { name: '清除筛选' }).click()
    await expect.poll(() => rows().count(), soon).toBeGreaterThanOrEqual(2)
  })

  it('[A3-04] closes the day once every channel was compared', async () => {
    await page.goto(`${at.console}/reconciliation`)
    for (const channel of ['微信支付', '银联', '医保', '就诊卡', '医院系统']) await compareWith(channel)
    await expect.poll(() => rows().filter({ hasText: yesterday }).innerText(), soon).toContain('已对平')
    await rows().filter({ hasText: yesterday }).getByRole('button').click()
    await page.getByRole('button', { name: '日结这一天' }).click()
    await expect.poll(() => rows().filter({ hasText: yesterday }).innerText(), soon).toContain('已日结')
    expect(await violationsOn(page)).toEqual([])
  })
})
