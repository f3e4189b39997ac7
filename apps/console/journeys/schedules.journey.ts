import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { hospital, openBrowser } from '@hospital/launcher/journey'
import { violationsOn } from '@hospital/web/test/accessible'
import { signInStaff } from '@hospital/web/test/people'
import { openVisitor, bookAhead } from './booked-visit.ts'

let browser: Browser
let page: Page
const at = hospital()
const soon = { timeout: 30_000 }
const rows = () => page.locator('tbody tr.ant-table-row')
const day = new Date(Date.now() + at.clockOffsetMs + 32 * 3_600_000).toISOString().slice(0, 10)

const control = async (path: string, body?: object) =>
  (await fetch(`${at.sandbox}/_control/${path}`, body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })).json() as Promise<any>

beforeAll(async () => {
  browser = await openBrowser()
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage()
})
afterAll(() => browser?.close())

describe('[C2-07] the board of clinics', () => {
  let number: string
  it('a stop that the hospital enters is on the board once it is asked for, with its reason', async () => {
    const visitor = await openVisitor(at, '13800002311', { name: '陆子昂', idCard: '330109199106184419' })
    const clinic = (await control(`his/schedules?day=${day}&name=${encodeURIComponent('陈立群')}`)).find(({ session }: { session: string }) => session === 'EVENING')
    number = await bookAhead(at, visitor, '陈立群', day, 'EVENING')
    await control(`his/schedules/${clinic.id}/stop`, { reason: '医师外出会诊' })
    await signInStaff(page, at.console, 'operator', `/schedules?day=${day}&state=STOPPED`)
    await page.getByRole('button', { name: '立即同步当日' }).click()
    await page.getByText(/已同步：新增/).waitFor(soon)
    const row = rows().filter({ hasText: '陈立群' }).filter({ hasText: '夜间' })
    await row.waitFor(soon)
    expect(await row.innerText()).toContain('停诊')
    await page.getByText('与医院系统一致').waitFor()
    expect(await violationsOn(page)).toEqual([])
    await row.getByRole('button').first().click()
    await page.getByRole('dialog').getByText('医师外出会诊').waitFor()
    expect(await violationsOn(page)).toEqual([])
    await page.keyboard.press('Escape')
  })

  it('[A2-09] and whoever was booked is traced, from booking to the money going back', async () => {
    await page.goto(`${at.console}/traces`)
    await page.getByText('请输入挂号单号').waitFor()
    expect(await violationsOn(page)).toEqual([])
    await expect.poll(async () => {
      await page.goto(`${at.console}/traces?number=${number}`)
      await page.getByRole('heading', { name: '陆子昂' }).waitFor(soon)
      return page.getByRole('region', { name: '就诊追溯' }).innerText()
    }, { timeout: 60_000 }).toMatch(/预约锁号[\s\S]*支付挂号费[\s\S]*挂号成功[\s\S]*停诊[\s\S]*退款/)
    expect(await violationsOn(page)).toEqual([])
    await page.goto(`${at.console}/traces?number=GH0`)
    await page.getByText('没有这个挂号单号').waitFor()
  })

  it('[B1-06] the colours of results are set where they can be seen, and too light a one is refused', async () => {
    await page.goto(`${at.console}/settings`)
    const line = page.locator('[data-setting="reports.highColor"]')
    await line.getByRole('button', { name: /设\s*置/ }).click()
    await page.getByRole('textbox', { name: '偏高颜色' }).fill('#ffb000')
    await page.getByRole('img', { name: '预览，颜色 #ffb000' }).waitFor()
    await page.getByRole('button', { name: '保存设置' }).click()
    await page.getByText('须达到 4.5:1').last().waitFor()
    await page.getByRole('textbox', { name: '偏高颜色' }).fill('#8a1c6b')
    expect(await violationsOn(page)).toEqual([])
    await page.getByRole('button', { name: '保存设置' }).click()
    await expect.poll(() => line.innerText(), soon).toContain('#8a1c6b')
    await line.getByRole('button', { name: '恢复沿用' }).click()
    await expect.poll(() => line.innerText(), soon).toContain('系统默认')
  })
})
