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

beforeAll(async () => {
  browser = await openBrowser()
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage()
  phone = await (await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' })).newPage()
  await signInStaff(page, at.console, 'operator', '/pages')
})
afterAll(() => browser.close())

const layer = (name: string) => page.locator('button[data-layer]').filter({ hasText: name })
const layers = () => page.locator('button[data-layer]').allInnerTexts()
/** What the framed patient app draws, by what each module says. */
const previewed = () => page.frameLocator('iframe[title="页面预览"]').locator('[data-module]').allInnerTexts()
const positionOf = (texts: string[], words: string) => texts.findIndex((text) => text.includes(words))
const saved = () => page.getByText(/^\d{2}:\d{2} 已保存$/).waitFor()
/** Whether the grid stands above the card of the person on the patient's home. */
async function gridFirst(): Promise<boolean> {
  await phone.goto(at.patient)
  const [grid, person] = await Promise.all([phone.getByRole('navigation', { name: '常用服务' }).boundingBox(), phone.getByRole('region', { name: '就诊人' }).boundingBox()])
  return grid!.y < person!.y
}
async function publish(): Promise<void> {
  await saved()
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await page.getByRole('button', { name: '发布页面' }).click()
  await page.getByText('已发布，患者端立即生效').last().waitFor()
  await page.getByText('草稿', { exact: true }).waitFor({ state: 'detached' })
}

describe('[A2-03] [A6-01] the operator designs the home page', () => {
  it('opens it out of the list, with the patient app itself in the phone', async () => {
    await page.getByRole('link', { name: '设计首页' }).waitFor()
    expect(await violationsOn(page)).toEqual([])
    await page.getByRole('link', { name: '设计首页' }).click()
    await expect.poll(async () => positionOf(await previewed(), '预约挂号'), soon).toBeGreaterThanOrEqual(0)
    expect((await previewed()).join()).toContain('周建国')
    expect(await violationsOn(page)).toEqual([])
  })

  it('moves a module by key, hears where it went, and sees it there', async () => {
    await page.getByRole('tab', { name: '图层' }).click()
    expect(await layers()).toEqual(['就诊人', '搜索', '服务宫格', '待办', '咨询医生', '轮播图', '健康资讯'])
    await layer('服务宫格').focus()
    await page.keyboard.press('Alt+ArrowUp')
    await page.getByRole('status').filter({ hasText: '服务宫格已移到第 2 位，共 7 个模块' }).waitFor({ state: 'attached' })
    await page.keyboard.press('Alt+ArrowUp')
    expect(await layers()).toEqual(['服务宫格', '就诊人', '搜索', '待办', '咨询医生', '轮播图', '健康资讯'])
    expect(await page.evaluate('document.activeElement.innerText')).toBe('服务宫格')
    await expect.poll(async () => positionOf(await previewed(), '预约挂号'), soon).toBe(0)
    expect(await violationsOn(page)).toEqual([])
  })

  it('drags another with the mouse, and a new one out of the palette onto the phone', async () => {
    await layer('待办').dragTo(layer('就诊人'), { targetPosition: { x: 40, y: 4 } })
    await expect.poll(layers).toEqual(['服务宫格', '待办', '就诊人', '搜索', '咨询医生', '轮播图', '健康资讯'])
    await page.getByRole('tab', { name: '模块' }).click()
    const target = page.locator('[data-rect="GRID"]')
    await target.waitFor()
    await page.getByRole('button', { name: '添加公告' }).dragTo(target, { targetPosition: { x: 100, y: 6 } })
    await expect.poll(async () => positionOf(await previewed(), '请携带有效身份证件就诊'), soon).toBe(0)
    await page.getByRole('textbox', { name: '内容' }).fill('周三下午门诊停诊。')
    await expect.poll(async () => positionOf(await previewed(), '周三下午门诊停诊'), soon).toBe(0)
  })

  it('is told what may not be, and nothing of it is saved', async () => {
    await page.getByRole('combobox', { name: '点按后打开' }).fill('http://a.example.com')
    await page.getByText('只能指向本应用的页面或 https 网址').waitFor()
    await page.getByText('1 处待修改').waitFor()
    expect(await page.getByRole('button', { name: '发布', exact: true }).isDisabled()).toBe(true)
    await page.getByRole('combobox', { name: '点按后打开' }).fill('')
    await saved()
  })

  it('publishes: the phone shows it without a restart, and the former page again after a roll-back', async () => {
    expect(await gridFirst()).toBe(false)
    await publish()
    expect(await gridFirst()).toBe(true)
    await phone.getByText('周三下午门诊停诊。').waitFor()
    await page.getByRole('button', { name: '版本记录' }).click()
    await page.getByRole('button', { name: '回滚到 v1', exact: true }).waitFor()
    expect(await violationsOn(page)).toEqual([])
    await page.getByRole('button', { name: '回滚到 v1', exact: true }).click()
    await page.getByRole('button', { name: '回滚页面' }).click()
    await page.getByText('已回滚到 v1，患者端立即生效').waitFor()
    expect(await gridFirst()).toBe(false)
    expect(await phone.getByText('周三下午门诊停诊。').count()).toBe(0)
  })
})

describe('[A6-06] the splash page, at one terminal', () => {
  it('stands before home for its time, is skipped, and not seen again that day; other terminals have none', async () => {
    await page.goto(`${at.console}/pages/design?kind=SPLASH&terminal=WECHAT_OA`)
    await page.getByRole('switch', { name: '进入首页前显示' }).check()
    await page.getByLabel('停留').fill('10')
    await publish()
    const wechat = await (await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN', userAgent: 'Mozilla/5.0 (iPhone) MicroMessenger/8.0' })).newPage()
    await wechat.goto(at.patient)
    await wechat.getByText('守护您的每一次就诊').waitFor()
    expect(await wechat.getByRole('navigation', { name: '主导航' }).isVisible()).toBe(false)
    await wechat.getByRole('button', { name: /跳过/ }).click()
    await wechat.getByRole('navigation', { name: '常用服务' }).waitFor()
    const again = await wechat.goto(at.patient)
    expect(await again!.text()).not.toContain('守护您的每一次就诊')
    const elsewhere = await phone.goto(at.patient)
    expect(await elsewhere!.text()).not.toContain('守护您的每一次就诊')
    await wechat.context().clearCookies()
    // Older people are not hurried: it stays until they go on.
    await wechat.context().addCookies([{ name: 'hospital_patient_mode', value: 'elder', url: at.patient }])
    await wechat.goto(at.patient)
    await wechat.getByRole('button', { name: '进入首页' }).waitFor()
    expect(await violationsOn(wechat)).toEqual([])
    await wechat.context().clearCookies()
    await page.getByLabel('停留').fill('2')
    await publish()
    await wechat.goto(at.patient)
    await wechat.getByText('守护您的每一次就诊').waitFor()
    await wechat.getByRole('navigation', { name: '常用服务' }).waitFor(soon)
    await wechat.context().close()
  })
})

describe('[A6-05] 我的 in two layouts', () => {
  it('the list is a template away, in the phone at once', async () => {
    await page.goto(`${at.console}/pages/design?kind=MINE&terminal=ALIPAY_MINI`)
    await expect.poll(async () => (await previewed()).join(), soon).toContain('全部订单')
    await page.getByRole('tab', { name: '模板' }).click()
    await page.getByRole('button', { name: /列表式/ }).click()
    await saved()
    const list = page.frameLocator('iframe[title="页面预览"]').locator('header[data-layout="LIST"]')
    await expect.poll(() => list.count(), soon).toBe(1)
    expect(await violationsOn(page)).toEqual([])
  })
})
