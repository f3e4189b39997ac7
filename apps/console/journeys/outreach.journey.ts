import { readFileSync } from 'node:fs'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { hospital, openBrowser } from '@hospital/launcher/journey'
import { violationsOn } from '@hospital/web/test/accessible'
import { signInStaff } from '@hospital/web/test/people'

let browser: Browser
let page: Page
let phone: Page
const at = hospital()
const soon = { timeout: 30_000 }
const campaign = `易拉宝${Date.now() % 100_000}`
const rows = () => page.locator('tbody tr.ant-table-row')

beforeAll(async () => {
  browser = await openBrowser()
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', acceptDownloads: true })).newPage()
  phone = await (await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN', userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) MicroMessenger/8.0' })).newPage()
  await signInStaff(page, at.console, 'operator', '/qr-codes')
})
afterAll(() => browser.close())

describe('[A2-06] a batch of codes, from the form to the statistics', () => {
  it('the operator makes a batch for one doctor and downloads the archive', async () => {
    await page.getByRole('button', { name: '批量生成' }).first().click()
    await page.getByLabel('活动名称').fill(campaign)
    await page.getByRole('combobox', { name: '医生' }).fill('陈立群')
    await page.locator('.ant-select-item-option', { hasText: '陈立群' }).first().click()
    await page.keyboard.press('Escape')
    expect(await violationsOn(page)).toEqual([])
    await page.getByRole('button', { name: '生成二维码' }).click()
    const link = page.getByRole('link', { name: /下载 二维码/ })
    await link.waitFor(soon)
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
    const files = unzipSync(new Uint8Array(readFileSync(await download.path())))
    expect(Object.keys(files).sort()).toEqual([expect.stringContaining('陈立群'), '二维码清单.xlsx'])
  })

  it('who scans it comes to the doctor, whatever looks at the link first is not counted', async () => {
    await page.goto(`${at.console}/qr-codes?q=${encodeURIComponent(campaign)}`)
    await rows().first().getByRole('button', { name: '陈立群' }).click()
    const address = await page.getByRole('dialog').locator('dd', { hasText: '/q/' }).innerText()
    expect(await violationsOn(page)).toEqual([])
    const scanned = at.patient + new URL(address).pathname
    await fetch(scanned, { method: 'HEAD', redirect: 'manual' })
    await fetch(scanned, { redirect: 'manual', headers: { 'user-agent': 'Baiduspider' } })
    await phone.goto(scanned)
    await phone.getByRole('heading', { name: '陈立群医生' }).waitFor()
    expect(await violationsOn(phone)).toEqual([])
    const doctor = phone.url()
    for (const mode of ['elder', 'max']) {
      await phone.context().addCookies([{ name: 'hospital_patient_mode', value: mode, url: at.patient }])
      await phone.goto(doctor)
      await phone.getByRole('heading', { name: '陈立群医生' }).waitFor()
      expect([mode, await violationsOn(phone)]).toEqual([mode, []])
      // Nothing stands out of the screen, whatever the size of the text.
      expect(await phone.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
    }
    await phone.context().addCookies([{ name: 'hospital_patient_mode', value: 'standard', url: at.patient }])
    await phone.goto(scanned)
    await phone.goto(`${at.patient}/q/nosuchcode`)
    await phone.getByText('这个二维码已失效').waitFor()
    expect(await violationsOn(phone)).toEqual([])
  })

  it('the scan shows in the list and in the statistics', async () => {
    await page.goto(`${at.console}/qr-codes?q=${encodeURIComponent(campaign)}`)
    await expect.poll(() => rows().first().innerText(), soon).toMatch(/\t1\t1\t0\t/)
    await page.goto(`${at.console}/qr-codes/statistics`)
    await page.getByRole('img', { name: /共扫码/ }).locator('svg').waitFor(soon)
    await page.getByRole('region', { name: '按活动' }).getByText(campaign).waitFor()
    expect(await violationsOn(page)).toEqual([])
  })
})

describe('[A2-05] a text gets a new version', () => {
  it('with a preview and what it changes; the version before stays to be read', async () => {
    await page.goto(`${at.console}/texts?q=consultation.text.rules`)
    await rows().first().getByRole('button', { name: '图文咨询须知' }).click()
    await page.getByRole('button', { name: '发布新版本' }).click()
    const form = page.getByRole('dialog').last()
    const body = form.getByLabel('正文').last()
    await body.fill(`${await body.inputValue()}\n六、节假日回复可能延后。`)
    await form.getByRole('tab', { name: '与上一版的差异' }).click()
    await form.locator('ins', { hasText: '节假日' }).waitFor()
    expect(await violationsOn(page)).toEqual([])
    await form.getByLabel('更新说明').fill('增加节假日说明')
    await form.getByRole('button', { name: '发布文案' }).click()
    await page.getByText('文案已发布').waitFor()
    await page.goto(`${at.console}/texts?q=consultation.text.rules`)
    await rows().first().getByRole('button', { name: '图文咨询须知' }).click()
    await page.getByRole('dialog').getByText('增加节假日说明').waitFor()
    expect(await violationsOn(page)).toEqual([])
    await phone.goto(`${at.patient}/texts/consultation.text.rules`)
    await phone.getByText('节假日回复可能延后').waitFor()
  })
})
