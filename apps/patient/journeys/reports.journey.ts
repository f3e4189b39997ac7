/// <reference lib="dom" />
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { hospital, openBrowser } from '@hospital/launcher/journey'
import { violationsOn } from '@hospital/web/test/accessible'
import { signInPatient } from '@hospital/web/test/people'
import { look, openPhone, seenScreens, settled } from './outpatient-day/phone.ts'

const at = hospital()
const region = (name: string) => phone.getByRole('region', { name, exact: true })

let browser: Browser
let phone: Page
beforeAll(async () => {
  browser = await openBrowser()
  phone = await openPhone(browser)
  await signInPatient(phone, at, '13800000001', '/reports')
})
afterAll(() => browser?.close())

describe('[B1-06] a laboratory report on the phone', () => {
  it('stands in the list of the person with what is high and what is low, in words and arrows', async () => {
    await phone.getByRole('navigation', { name: '就诊人' }).getByRole('link', { name: '周建国' }).click()
    const entry = phone.getByRole('link', { name: /生化全套/ }).first()
    await entry.waitFor()
    expect(await entry.innerText()).toMatch(/4 项偏高 ↑[\s\S]*1 项偏低 ↓/)
    await look(phone, 'reports')
    await entry.click()
  })

  it('shows the abnormal items first, all by one tap, each with its range', async () => {
    const items = region('检验项目')
    await items.getByText('糖化血红蛋白').waitFor()
    expect(await items.getByRole('listitem').count()).toBe(5)
    expect(await items.getByRole('listitem').filter({ hasText: 'HbA1c' }).innerText()).toMatch(/7\.2 ↑[\s\S]*参考 4 – 6[\s\S]*偏高/)
    expect(await items.getByRole('listitem').filter({ hasText: 'HDL-C' }).innerText()).toMatch(/0\.92 ↓[\s\S]*偏低/)
    await items.getByRole('button', { name: /^全部/ }).click()
    expect(await items.getByRole('listitem').count()).toBe(13)
    await look(phone, 'report')
  })

  it('draws the trend of an item, with the same in a table', async () => {
    await region('检验项目').getByRole('button', { name: '空腹葡萄糖，看趋势' }).click()
    const trend = region('空腹葡萄糖趋势')
    await trend.getByRole('img', { name: /5 次结果，最近一次 7\.8/ }).waitFor()
    expect(await trend.getByRole('row').count()).toBe(6)
    expect(await trend.getByRole('row').nth(1).innerText()).toMatch(/7\.8\s+↑ 偏高\s+3\.9 – 6\.1/)
  })

  it('[B1-07] leaves as a PDF', async () => {
    const [download] = await Promise.all([phone.waitForEvent('download'), phone.getByRole('button', { name: '下载 PDF' }).click()])
    expect(download.suggestedFilename()).toMatch(/^检验报告-\d{4}-\d{2}-\d{2}\.pdf$/)
    expect((await readFile(await download.path())).subarray(0, 5).toString()).toBe('%PDF-')
  })
})

describe('[B1-06] a report leads on to a doctor', () => {
  it('who is chosen with the report in sight, and is asked about it for the person whose it is', async () => {
    await phone.getByRole('link', { name: /^(请医生解读|发给其他医生)$/ }).click()
    await region('要解读的报告').getByText(/生化全套/).waitFor()
    await look(phone, 'doctors for a report')
    await phone.getByRole('link', { name: /林若楠/ }).click()
    await region('要解读的报告').getByText(/生化全套/).waitFor()
    expect(await region('就诊人').innerText()).toContain('周建国')
    await look(phone, 'asking about a report')
  })
})

describe('[B1-07] an examination on the phone', () => {
  it('says findings, conclusion, doctor and the number of pictures', async () => {
    await phone.goto(`${at.patient}/reports?kind=EXAM`)
    await phone.getByRole('navigation', { name: '就诊人' }).getByRole('link', { name: '周建国' }).click()
    await phone.getByRole('link', { name: /胸部 CT/ }).click()
    await phone.getByRole('heading', { name: '检查结论' }).waitFor()
    const words = await phone.getByRole('main').innerText()
    for (const part of ['报告医师 何志刚', '影像 286 幅', '右肺中叶', '12 个月后复查']) expect(words).toContain(part)
    await look(phone, 'examination')
  })

  it('of somebody who is not in this account is not there', async () => {
    await phone.goto(`${at.patient}/reports/00000000-0000-7000-8000-000000000000`)
    await phone.getByText(/没有找到|不存在/).first().waitFor()
  })

  it('every screen met here passes in the elder mode too, and fits', async () => {
    await phone.goto(at.patient)
    await phone.getByRole('button', { name: '适老版' }).click()
    await phone.locator('html[data-mode=elder]').waitFor()
    await phone.getByRole('button', { name: '最大' }).click()
    await phone.locator('html[data-scale=max]').waitFor()
    for (const { screen, path } of seenScreens()) {
      await phone.goto(at.patient + path)
      await settled(phone)
      expect(await violationsOn(phone), `${screen} in elder mode`).toEqual([])
      expect(await phone.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), `${screen} is too wide`).toBeLessThanOrEqual(0)
    }
  })
})
