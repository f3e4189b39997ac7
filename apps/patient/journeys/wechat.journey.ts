import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { hospital, openBrowser } from '@hospital/launcher/journey'
import { newModule } from '@hospital/pages/content'
import { violationsOn } from '@hospital/web/test/accessible'
import { askGraph } from '@hospital/web/test/graph'
import { signInPatient, signInStaff } from '@hospital/web/test/people'

let browser: Browser
let page: Page
let desk: Page
const at = hospital()
const PHONE = '13722229999'
const WORDS = '分院门诊楼改造，请走东门'
const USER_AGENT = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.49'

beforeAll(async () => {
  browser = await openBrowser()
  page = await (await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN', isMobile: true, hasTouch: true, userAgent: USER_AGENT })).newPage()
  desk = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage()
  await signInPatient(page, at, PHONE)
  await signInStaff(desk, at.console, 'admin', '/messages')
})
afterAll(() => browser.close())

async function atDesk(query: string, variables: object = {}) {
  const { data, errors } = await askGraph(desk, 'console', at.gateway, query, variables)
  expect(errors).toBeUndefined()
  return data
}

/** Words "移出黑名单" for WeChat, and lets this account feel it. */
async function tellByWechat(): Promise<void> {
  const { wechat } = JSON.parse(readFileSync(join(at.dataDir, 'sandbox', 'merchant.json'), 'utf8')) as { wechat: { templates: Record<string, string> } }
  const { messageTemplates } = await atDesk('{ messageTemplates { event audience version inApp { enabled title body } sms { enabled body tencentCode aliyunCode } } }')
  const found = messageTemplates.find(({ event }: { event: string }) => event === 'blacklist.lifted')
  const input = { ...found, order: ['WECHAT', 'SMS'], wechat: { enabled: true, kind: 'TEMPLATE', templateId: wechat.templates.CONSULTATION_REPLIED, keywords: [{ key: 'thing1', text: '账号已恢复使用' }] } }
  await atDesk('mutation ($input: SaveMessageTemplateInput!) { saveMessageTemplate(input: $input) { version } }', { input })
  const { data: { me } } = await askGraph(page, 'patient', at.gateway, '{ me { id } }')
  const lastDay = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10)
  const { addToBlacklist } = await atDesk('mutation ($input: AddToBlacklistInput!) { addToBlacklist(input: $input) { id } }', { input: { accountId: me.id, reason: '多次爽约', lastDay } })
  await atDesk('mutation ($id: ID!) { liftFromBlacklist(id: $id, reason: "误加") { id } }', { id: addToBlacklist.id })
}

describe('[A2-11] [A2-12] messages by WeChat', () => {
  it('are bound in WeChat, out of 我的; refused there, the page says so and offers it again', async () => {
    await page.goto(`${at.patient}/mine`)
    await page.getByRole('link', { name: /微信通知\s*未绑定/ }).click()
    await page.waitForURL(`${at.patient}/wechat`)
    await page.getByRole('button', { name: '绑定微信' }).click()
    await page.getByRole('button', { name: '拒绝' }).click()
    await page.getByText('您没有同意微信授权').waitFor()
    expect(await violationsOn(page)).toEqual([])
    await page.getByRole('button', { name: '重新绑定' }).click()
    await page.getByRole('button', { name: '新的微信用户（已关注公众号）' }).click()
    await page.waitForURL(`${at.patient}/wechat`)
    await page.getByText('已绑定', { exact: true }).waitFor()
    expect(await violationsOn(page)).toEqual([])
  })

  it('a notice arrives there, and the hospital sees that it did', async () => {
    await tellByWechat()
    const arrived = async () => ((await (await fetch(`${at.sandbox}/_control/wechat/messages`)).json()) as { text: string }[]).filter(({ text }) => text.includes('账号已恢复使用')).length
    await expect.poll(arrived, { timeout: 60_000 }).toBe(1)
    await expect.poll(async () => {
      await desk.goto(`${at.console}/messages?channel=WECHAT&event=blacklist.lifted`)
      await desk.locator('tbody tr.ant-table-row').first().waitFor()
      return desk.getByRole('row').filter({ hasText: '已送达' }).count()
    }, { timeout: 60_000 }).toBeGreaterThan(0)
  })

  it('outside of WeChat the page says where to bind; unbound, it says so', async () => {
    await page.goto(`${at.patient}/wechat`)
    await page.getByRole('button', { name: '解除绑定' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '解除绑定' }).click()
    await page.getByText('未绑定', { exact: true }).waitFor()
    const elsewhere = await (await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' })).newPage()
    await elsewhere.context().addCookies(await page.context().cookies())
    await elsewhere.goto(`${at.patient}/wechat`)
    await elsewhere.getByText('请在微信中打开本页绑定').waitFor()
    expect(await elsewhere.getByRole('button', { name: '绑定微信' }).count()).toBe(0)
    await elsewhere.goto(`${at.patient}/wechat/return?state=${'f'.repeat(64)}&code=none`)
    await elsewhere.getByText('这次微信授权已使用或已过期，请重新绑定。').waitFor()
    await elsewhere.context().close()
  })
})

describe('[A1-01] [A6-01] the institution is chosen on home', () => {
  it('shows its own page with the numbers on its entries, and the main hospital’s again', async () => {
    const { institutions } = await atDesk('{ institutions { id kind displayName } }')
    const [main, branch] = ['MAIN', 'BRANCH'].map((kind) => institutions.find((one: { kind: string }) => one.kind === kind))
    const notice = newModule('NOTICE', 'notice')
    const grid = newModule('GRID', 'grid')
    const modules = [{ ...notice, settings: { ...notice.settings, words: WORDS } }, { ...grid, settings: { ...grid.settings, entries: [{ to: '/messages' }, { to: '/booking' }] } }]
    const { pageDesign } = await atDesk('query ($id: ID!) { pageDesign(kind: HOME, institutionId: $id) { draftVersion } }', { id: branch.id })
    const { savePageDraft } = await atDesk('mutation ($input: SavePageDraftInput!) { savePageDraft(input: $input) { id draftVersion } }', { input: { kind: 'HOME', institutionId: branch.id, draftVersion: pageDesign.draftVersion, content: { style: {}, settings: {}, modules } } })
    const { publishPage } = await atDesk('mutation ($id: ID!, $draftVersion: Int!) { publishPage(id: $id, draftVersion: $draftVersion) { id draftVersion } }', savePageDraft)
    await page.context().clearCookies({ name: 'hospital_patient_institution' })
    await page.goto(at.patient)
    expect(await page.getByText(WORDS).count()).toBe(0)
    await page.getByText(main.displayName).first().click()
    await page.getByRole('button', { name: branch.displayName }).waitFor()
    expect(await violationsOn(page)).toEqual([])
    await page.getByRole('button', { name: branch.displayName }).click()
    await page.getByText(WORDS).waitFor()
    const { data: { unreadMessages } } = await askGraph(page, 'patient', at.gateway, '{ unreadMessages }')
    expect(unreadMessages).toBeGreaterThan(0)
    await page.getByRole('link', { name: new RegExp(`消息\\s*，\\s*${unreadMessages}\\s*条未读消息`) }).waitFor()
    expect(await violationsOn(page)).toEqual([])
    await page.context().addCookies([{ name: 'hospital_patient_institution', value: '0199b000-0000-7000-8000-000000000000', url: at.patient }])
    await page.reload()
    await page.getByRole('navigation', { name: '常用服务' }).getByRole('link', { name: '预约挂号' }).waitFor()
    expect(await page.getByText(WORDS).count()).toBe(0)
    expect(await page.locator('summary').innerText()).toContain(main.displayName)
    await atDesk('mutation ($id: ID!, $draftVersion: Int!) { withdrawPage(id: $id, draftVersion: $draftVersion) { id } }', publishPage)
  })
})
