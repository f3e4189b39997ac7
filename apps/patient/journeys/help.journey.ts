import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { hospital, openBrowser } from '@hospital/launcher/journey'
import { violationsOn } from '@hospital/web/test/accessible'
import { signInPatient, signInStaff } from '@hospital/web/test/people'

let browser: Browser
let phone: Page
let desk: Page
const at = hospital()
const soon = { timeout: 30_000 }
const question = `小程序里的字能不能再大一点 ${Date.now() % 100_000}`

beforeAll(async () => {
  browser = await openBrowser()
  phone = await (await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' })).newPage()
  desk = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage()
})
afterAll(() => browser.close())

/** Both as everybody sees it and in large text. */
async function clean(): Promise<void> {
  expect(await violationsOn(phone)).toEqual([])
  await phone.evaluate(() => document.documentElement.setAttribute('data-mode', 'elder'))
  expect(await violationsOn(phone)).toEqual([])
  await phone.evaluate(() => document.documentElement.removeAttribute('data-mode'))
}

describe('[A2-08] [A7-03] help without signing in', () => {
  it('finds an answer by initials, opens it, and offers the phone with its hours', async () => {
    await phone.goto(`${at.patient}/help`)
    await phone.getByRole('link', { name: /拨打客服电话/ }).waitFor()
    expect(await phone.getByRole('link', { name: /拨打客服电话/ }).getAttribute('href')).toMatch(/^tel:/)
    expect(await phone.getByText('周一至周五 08:00–17:30').count()).toBe(1)
    await phone.getByRole('searchbox', { name: '搜索常见问题' }).fill('zyyygh')
    await phone.getByRole('button', { name: '搜索' }).click()
    await phone.waitForURL(/q=zyyygh/)
    const entry = phone.getByText('怎样预约挂号？')
    await entry.click()
    await phone.getByRole('link', { name: '去预约挂号' }).waitFor()
    expect(await phone.getByRole('group', { name: '这个回答有帮助吗' }).count()).toBe(0)
    await clean()
  })
})

describe('[A2-07] [A7-04] a patient asks, the hospital answers', () => {
  it('with a picture; what was sent is there with its state', async () => {
    await signInPatient(phone, at, '13800000001', '/help')
    await phone.getByText('怎样预约挂号？').click()
    await phone.getByRole('button', { name: '已解决' }).first().click()
    await phone.getByRole('button', { name: '已解决', pressed: true }).first().waitFor()
    await phone.getByRole('link', { name: /提交反馈/ }).click()
    await phone.getByLabel('内容', { exact: true }).fill(question)
    await phone.getByLabel('联系方式（选填）').fill('微信 laozhou66')
    await phone.locator('input[type=file]').setInputFiles({ name: 'screen.png', mimeType: 'image/png', buffer: await sharp({ create: { width: 80, height: 60, channels: 3, background: '#8a6d1f' } }).png().toBuffer() })
    await phone.getByRole('button', { name: '提交反馈' }).waitFor()
    await clean()
    await phone.getByRole('button', { name: '提交反馈' }).click()
    await phone.waitForURL(/\/help\/feedback\/[0-9a-f-]{36}$/)
    await phone.getByText('已提交').waitFor()
    await phone.getByRole('img', { name: '第 1 张图片' }).waitFor()
    await clean()
  })

  it('the console finds it, answers it', async () => {
    await signInStaff(desk, at.console, 'operator', `/feedback?q=${encodeURIComponent(question)}`)
    await desk.locator('tbody tr.ant-table-row').first().getByRole('button').first().click()
    const drawer = desk.getByRole('dialog').first()
    await drawer.getByRole('button', { name: '查看联系方式' }).click()
    await drawer.getByText('微信 laozhou66').waitFor()
    expect(await violationsOn(desk)).toEqual([])
    await drawer.getByRole('button', { name: '答复', exact: true }).click()
    await desk.getByLabel('答复内容').fill('请在“我的”中打开适老模式。')
    expect(await violationsOn(desk)).toEqual([])
    await desk.getByRole('button', { name: '发送答复' }).click()
    await desk.getByText('已答复，反馈人会收到通知').waitFor()
  })

  it('a red dot on 我的 and on the help page leads to the reply, and goes', async () => {
    await expect.poll(async () => { await phone.goto(`${at.patient}/mine`); return phone.getByRole('link', { name: /帮助与反馈\s*，\s*1\s*条新回复/ }).count() }, soon).toBe(1)
    await phone.getByRole('link', { name: /帮助与反馈/ }).click()
    await phone.getByRole('link', { name: /我的反馈\s*，\s*1\s*条新回复/ }).waitFor()
    await phone.getByRole('link', { name: /我的反馈/ }).click()
    await phone.getByRole('link').filter({ hasText: question }).click()
    await phone.getByText('请在“我的”中打开适老模式。').waitFor()
    await clean()
    await expect.poll(async () => { await phone.goto(`${at.patient}/help`); return phone.getByText('条新回复').count() }, soon).toBe(0)
    await phone.goto(`${at.patient}/help/feedback`)
    await clean()
  })
})
