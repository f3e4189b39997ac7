/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { hospital, openBrowser } from '@hospital/launcher/journey'
import { signInPatient } from '@hospital/web/test/people'
import { look, openPhone } from './outpatient-day/phone.ts'

const at = hospital()
const SOON = { timeout: 60_000 }

let browser: Browser
let phone: Page

beforeAll(async () => {
  browser = await openBrowser()
  phone = await openPhone(browser)
  await signInPatient(phone, at, '13800000001')
})
afterAll(() => browser?.close())

const choose = (name: string) => phone.getByRole('navigation', { name: '就诊人' }).getByRole('link', { name }).click()

describe('a stay', () => {
  it('[B2-01] shows the account, refuses an amount outside the range, and takes a prepayment with its receipt', async () => {
    await phone.goto(`${at.patient}/inpatient/deposits`)
    await choose('周建国')
    await phone.getByText('已产生费用').waitFor()
    await look(phone, 'the account of a stay')
    await phone.getByLabel('其他金额（元）').fill('5')
    await phone.getByRole('button', { name: /^预缴 ¥/ }).click()
    await phone.locator('main [role=alert]').filter({ hasText: '每次预缴须在' }).waitFor()
    await look(phone, 'an amount outside the range')
    await phone.getByRole('button', { name: '1000 元' }).click()
    await phone.getByRole('button', { name: '预缴 ¥1,000.00' }).click()
    await phone.waitForURL(/\/pay\/[0-9a-f-]+$/)
    await phone.getByRole('button', { name: /^微信支付 ¥/ }).click()
    await phone.getByRole('button', { name: '确认支付' }).click()
    await phone.waitForURL('**/pay/return**')
    await phone.getByRole('heading', { name: '支付成功', exact: true }).waitFor(SOON)
    await phone.getByRole('link', { name: '查看住院账户' }).click()
    await choose('周建国')
    await phone.getByText('线上预缴').first().waitFor()
    await look(phone, 'a prepayment with its receipt')
  })

  it('[B2-02] lists what was charged, all of it and by day', async () => {
    await phone.goto(`${at.patient}/inpatient/charges`)
    await choose('周建国')
    await phone.getByRole('heading', { name: '汇总清单' }).waitFor()
    await look(phone, 'the bill of a stay')
    const days = phone.getByRole('navigation', { name: '清单日期' }).getByRole('link')
    expect(await days.count()).toBeGreaterThanOrEqual(4)
    await days.nth(1).click()
    await phone.getByRole('heading', { name: / 清单$/ }).waitFor()
    await phone.getByText('床位费').first().waitFor()
    await look(phone, 'the bill of a day')
  })
})
