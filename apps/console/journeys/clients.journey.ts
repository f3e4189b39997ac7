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
const name = `区域平台${Date.now() % 100_000}`

beforeAll(async () => {
  browser = await openBrowser()
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage()
  phone = await (await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' })).newPage()
  await signInStaff(page, at.console, 'admin', '/clients')
})
afterAll(() => browser.close())

const token = async (id: string, secret: string) =>
  (await fetch(`${at.gateway}/oauth/token`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` }, body: 'grant_type=client_credentials' })).status

async function secretShown(): Promise<[string, string]> {
  const codes = page.locator('.ant-modal code')
  await codes.nth(1).waitFor()
  const found = [(await codes.nth(0).innerText()).trim(), (await codes.nth(1).innerText()).trim()] as [string, string]
  expect(await violationsOn(page)).toEqual([])
  await page.getByRole('button', { name: '已记下' }).click()
  return found
}

describe('clients of the public contract', () => {
  let id: string
  let secret: string

  it('one is made, its secret shown once, and it gets a token', async () => {
    await page.getByRole('button', { name: '新建客户端' }).first().click()
    await page.getByLabel('名称').fill(name)
    await page.getByLabel('联系人').fill('王工 api@example.com')
    await page.getByLabel('出诊与号源').check()
    expect(await violationsOn(page)).toEqual([])
    await page.getByRole('button', { name: '创建客户端' }).click()
    ;[id, secret] = await secretShown()
    expect(await token(id, secret)).toBe(200)
  })

  it('its secret is changed, its limits too; switched off, it gets nothing', async () => {
    await page.getByRole('button', { name, exact: true }).click()
    await page.getByRole('button', { name: '轮换密钥' }).click()
    await page.locator('.ant-modal-confirm').getByRole('button', { name: '轮换密钥' }).click()
    const [, next] = await secretShown()
    expect(next).not.toBe(secret)
    expect(await token(id, next)).toBe(200)
    await page.getByRole('dialog').getByRole('button', { name: '编辑' }).click()
    await page.getByLabel('每分钟请求上限').fill('60')
    await page.getByRole('button', { name: '保存客户端' }).click()
    await page.getByText('已保存，立即生效').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: '停用' }).click()
    await page.locator('.ant-modal-confirm').getByRole('button', { name: '停用客户端' }).click()
    await page.getByText('客户端已停用').waitFor()
    await expect.poll(() => token(id, next), soon).not.toBe(200)
    expect(await violationsOn(page)).toEqual([])
  })
})

describe('[A2-08] [A7-03] help as the console keeps it', () => {
  it('a question is written here and read on the phone', async () => {
    const question = `病案复印怎样办理 ${Date.now() % 100_000}？`
    await page.goto(`${at.console}/faqs`)
    await page.getByRole('button', { name: '新建问题' }).first().click()
    await page.getByLabel('问题', { exact: true }).last().fill(question)
    await page.getByLabel('答案').fill('请带身份证到住院楼一楼病案室。')
    await page.getByLabel('分类', { exact: true }).last().click()
    await page.getByTitle('其他').last().click()
    expect(await violationsOn(page)).toEqual([])
    await page.getByRole('button', { name: '保存问题' }).click()
    await page.getByText('问题已保存，立即生效').waitFor()
    expect(await violationsOn(page)).toEqual([])
    await phone.goto(`${at.patient}/help?q=${encodeURIComponent('病案室')}`)
    await phone.getByText(question).waitFor()
  })

  it('a part that is switched off is gone from the phone, and comes back', async () => {
    await page.goto(`${at.console}/help`)
    const module = page.locator('[data-module="FEEDBACK"]')
    await module.getByRole('switch').click()
    expect(await violationsOn(page)).toEqual([])
    await page.getByRole('button', { name: '保存设置' }).click()
    await page.getByText('已保存，立即生效').waitFor()
    const entry = () => phone.getByRole('link', { name: /提交反馈/ })
    await expect.poll(async () => { await phone.goto(`${at.patient}/help`); return entry().count() }, soon).toBe(0)
    await module.getByRole('switch').click()
    await page.getByRole('button', { name: '保存设置' }).click()
    await expect.poll(async () => { await phone.goto(`${at.patient}/help`); return entry().count() }, soon).toBe(1)
  })

  it.each(['/feedback', '/password'])('%s is clean', async (path) => {
    await page.goto(at.console + path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    expect(await violationsOn(page)).toEqual([])
  })
})
