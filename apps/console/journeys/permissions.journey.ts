import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { hospital, openBrowser } from '@hospital/launcher/journey'
import { violationsOn } from '@hospital/web/test/accessible'
import { askGraph } from '@hospital/web/test/graph'
import { signInStaff } from '@hospital/web/test/people'

let browser: Browser
const at = hospital()
const menuOf = (page: Page) => page.getByRole('navigation', { name: '主菜单' })

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

async function signedIn(login: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage()
  await signInStaff(page, at.console, login, '/departments')
  await menuOf(page).waitFor()
  return page
}

/** What the graph itself answers to this person, asked past the page. */
const refusalOf = async (page: Page, query: string) => (await askGraph(page, 'console', at.gateway, query)).errors?.[0]?.extensions.code

describe.each([
  { who: 'operator', role: '运营', closed: '账簿', path: '/ledger', permission: '查看账簿', query: '{ ledgerEntries { nodes { id } } }' },
  { who: 'accountant', role: '财务', closed: '系统日志', path: '/audit', permission: '查看系统日志', query: '{ auditEntries { nodes { id } } }' },
])('the console of $role', ({ who, role, closed, path, permission, query }) => {
  let page: Page
  beforeAll(async () => {
    page = await signedIn(who)
  })

  it('shows no way to what the role may not open', async () => {
    await page.getByText(role, { exact: true }).waitFor()
    expect(await menuOf(page).getByRole('link', { name: '全部订单' }).count()).toBe(1)
    expect(await menuOf(page).getByRole('link', { name: closed }).count()).toBe(0)
    const field = page.getByRole('combobox', { name: '搜索菜单与记录' })
    // Before the page's scripts have run it hears no key.
    await expect.poll(async () => { if (!(await field.isVisible())) await page.keyboard.press('Control+k'); return field.isVisible() }, { timeout: 20_000 }).toBe(true)
    await field.fill(closed)
    await page.getByRole('listbox').waitFor()
    expect(await page.getByRole('option', { name: closed, exact: true }).count()).toBe(0)
    await page.keyboard.press('Escape')
  })

  it('says so on the page itself, with a way on', async () => {
    await page.goto(at.console + path)
    await page.getByRole('heading', { name: `没有「${permission}」权限` }).waitFor()
    expect(await page.getByRole('table').count()).toBe(0)
    expect(await violationsOn(page)).toEqual([])
    await page.getByRole('link', { name: '返回首页' }).click()
    await page.getByRole('heading', { name: '全部订单', level: 1 }).waitFor()
  })

  it('is refused by the graph, whatever the page shows', async () => {
    expect(await refusalOf(page, query)).toBe('FORBIDDEN')
  })
})
