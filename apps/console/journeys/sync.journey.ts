import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { hospital, openBrowser } from '@hospital/launcher/journey'
import { violationsOn } from '@hospital/web/test/accessible'
import { signInStaff } from '@hospital/web/test/people'

let browser: Browser
let page: Page
const at = hospital()
const start = () => page.getByRole('button', { name: '开始同步' })
const progress = () => page.getByRole('region', { name: '任务进度' })
const fact = async (label: string) => (await progress().locator('dl > div').filter({ hasText: label }).locator('dd').innerText()).replaceAll(',', '')

beforeAll(async () => {
  browser = await openBrowser()
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage()
  await signInStaff(page, at.console, 'operator', '/sync')
})
afterAll(() => browser.close())

/** Starts a synchronisation and waits for its end, without a reload. */
async function synchronise(): Promise<Record<string, string>> {
  const before = await fact('开始时间')
  await start().click()
  await page.getByRole('button', { name: '正在同步…' }).waitFor()
  await expect.poll(() => start().isEnabled().catch(() => false), { timeout: 240_000 }).toBe(true)
  expect(await fact('开始时间')).not.toBe(before)
  return { state: await fact('状态'), added: await fact('新增'), changed: await fact('变更'), failed: await fact('失败') }
}

describe('[A1-02] synchronising with the hospital\'s own system', () => {
  it('runs with progress on the page, and says what came of it', async () => {
    await start().waitFor()
    expect(await violationsOn(page)).toEqual([])
    expect(await synchronise()).toMatchObject({ state: '已完成', failed: '0' })
    expect(Number(await fact('未变'))).toBeGreaterThan(0)
  })

  it('changes nothing the second time, when nothing has changed there', async () => {
    expect(await synchronise()).toEqual({ state: '已完成', added: '0', changed: '0', failed: '0' })
    expect(await violationsOn(page)).toEqual([])
  })

  it('stands in the history with its counts', async () => {
    await page.getByRole('link', { name: '历史记录' }).click()
    await page.locator('tbody tr.ant-table-row').first().getByRole('button').click()
    await page.getByRole('dialog').getByText('未变').waitFor()
    expect(await violationsOn(page)).toEqual([])
  })
})
