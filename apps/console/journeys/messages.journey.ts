import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { hospital, openBrowser } from '@hospital/launcher/journey'
import { violationsOn } from '@hospital/web/test/accessible'
import { askGraph } from '@hospital/web/test/graph'
import { signInPatient, signInStaff } from '@hospital/web/test/people'

let browser: Browser
let page: Page
let phone: Page
const at = hospital()
const PHONE = '13711118888'

beforeAll(async () => {
  browser = await openBrowser()
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage()
  phone = await (await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' })).newPage()
})
afterAll(() => browser.close())

const noticesTo = async () => ((await (await fetch(`${at.sandbox}/_control/sms?phone=${PHONE}`)).json()) as { text: string }[]).filter(({ text }) => text.includes('账号'))

/** Puts the account on the blacklist: something that a patient is told of. */
async function addToBlacklist(): Promise<void> {
  const { data } = await askGraph(phone, 'patient', at.gateway, '{ me { id } }')
  const lastDay = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10)
  const { errors } = await askGraph(page, 'console', at.gateway, 'mutation ($input: AddToBlacklistInput!) { addToBlacklist(input: $input) { id } }', { input: { accountId: data.me.id, reason: '多次爽约', lastDay } })
  expect(errors).toBeUndefined()
}

describe('[A2-11] the operator words a message anew and switches the text message off', () => {
  it('the phone reads the new words in the app, and no text message comes', async () => {
    await signInPatient(phone, at, PHONE)
    await signInStaff(page, at.console, 'admin', '/message-templates')
    await page.getByRole('button', { name: '加入黑名单', exact: true }).click()
    const drawer = page.getByRole('dialog')
    expect(await violationsOn(page)).toEqual([])
    await drawer.getByLabel('标题').fill('{nobody}，您好')
    await drawer.getByText('标题中的 {nobody} 不是这项业务的变量。').waitFor()
    expect(await drawer.getByRole('button', { name: '保存模板' }).isDisabled()).toBe(true)
    await drawer.getByLabel('标题').fill('暂停使用至 {lastDay}')
    await drawer.getByText('暂停使用至 2026-12-31').waitFor()
    const texts = drawer.getByRole('switch', { name: '短信开关' })
    if ((await texts.getAttribute('aria-checked')) === 'true') await texts.click()
    await drawer.getByRole('button', { name: '保存模板' }).click()
    await drawer.waitFor({ state: 'hidden' })
    await addToBlacklist()
    await phone.goto(`${at.patient}/messages`)
    await expect.poll(async () => { await phone.reload(); return phone.getByText(/暂停使用至 20\d\d-/).count() }, { timeout: 60_000 }).toBeGreaterThan(0)
    expect(await violationsOn(phone)).toEqual([])
    expect(await noticesTo()).toEqual([])
    await phone.getByRole('link', { name: '未读', exact: true }).click()
    await phone.getByRole('button', { name: '全部标为已读' }).click()
    await phone.getByText('没有这一类消息').waitFor()
  })
})

describe('[A2-12] [A2-13] what was sent', () => {
  it('the numbers of the day lead to the messages that they count, and a message shows what became of it', async () => {
    await page.goto(`${at.console}/message-statistics`)
    await page.getByRole('img', { name: /每日消息数/ }).waitFor()
    await page.waitForLoadState('networkidle')
    expect(await violationsOn(page)).toEqual([])
    await page.getByRole('region', { name: '按渠道' }).getByRole('link', { name: /站内消息已送达/ }).click()
    await page.waitForURL(/\/messages\?.*channel=IN_APP/)
    const row = page.getByRole('row').filter({ hasText: '加入黑名单' }).first()
    await row.waitFor()
    expect(await row.textContent()).toContain('137****8888')
    expect(await violationsOn(page)).toEqual([])
    await row.getByRole('button').first().click()
    await page.getByRole('dialog').getByText('已送达').first().waitFor()
    expect(await violationsOn(page)).toEqual([])
  })

  it('a bar of the chart leads to its day', async () => {
    await page.goto(`${at.console}/message-statistics`)
    const chart = page.getByRole('img', { name: /每日消息数/ })
    const box = (await chart.boundingBox())!
    await chart.locator('canvas').waitFor()
    // The last of seven days, at the foot of its bar.
    const x = 48 + (box.width - 64) * (13 / 14)
    await chart.click({ position: { x, y: box.height - 70 } })
    await page.waitForURL(/\/messages\?.*day=/)
  })
})
