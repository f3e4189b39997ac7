import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { hospital, openBrowser } from '@hospital/launcher/journey'
import { violationsOn } from '@hospital/web/test/accessible'
import { signInStaff } from '@hospital/web/test/people'

let browser: Browser
let page: Page
const at = hospital()
const soon = { timeout: 30_000 }
const rows = () => page.locator('tbody tr.ant-table-row')
const name = `睡眠门诊${Date.now() % 100_000}`

beforeAll(async () => {
  browser = await openBrowser()
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage()
  await signInStaff(page, at.console, 'operator', '/departments')
})
afterAll(() => browser.close())

/** What patients are shown. */
async function patientsSee(search: string): Promise<string[]> {
  const answer = await fetch(`${at.gateway}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: 'query ($search: String) { departments(filter: { search: $search }) { nodes { name } } }', variables: { search } }) })
  const { data } = (await answer.json()) as { data: { departments: { nodes: { name: string }[] } } }
  return data.departments.nodes.map((node) => node.name)
}

describe('[A1-01] departments by hand', () => {
  it('one is added in a drawer, and patients see it at once', async () => {
    await rows().first().waitFor()
    await page.getByRole('button', { name: '新增科室' }).first().click()
    await page.getByLabel('科室名称').fill(name)
    await page.getByLabel('科室编码').fill('SM01')
    expect(await violationsOn(page)).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: '新增科室' }).click()
    await expect.poll(() => patientsSee(name), soon).toEqual([name])
  })

  it('it is found, changed, and its history told', async () => {
    await page.goto(`${at.console}/departments?q=${encodeURIComponent(name)}`)
    await rows().first().getByRole('button', { name }).click()
    await page.getByRole('dialog').getByRole('button', { name: '编辑' }).click()
    await page.getByLabel('位置').fill('门诊楼 5 层')
    await page.getByRole('button', { name: '保存科室' }).click()
    await expect.poll(() => rows().first().innerText(), soon).toContain('门诊楼 5 层')
    await expect.poll(async () => {
      await page.getByRole('tab', { name: '详情' }).click()
      await page.getByRole('tab', { name: '变更历史' }).click()
      return page.getByRole('dialog').innerText()
    }, soon).toContain('修改科室')
    expect(await violationsOn(page)).toEqual([])
    await page.keyboard.press('Escape')
  })

  it('several are removed at once: each refused one says why', async () => {
    await page.goto(`${at.console}/departments`)
    await rows().first().waitFor()
    await rows().first().getByRole('checkbox').check()
    await page.getByText('已选 1 项').waitFor()
    expect(await violationsOn(page)).toEqual([])
    await page.getByRole('button', { name: '批量删除' }).click()
    await page.locator('.ant-modal-confirm').getByRole('button', { name: '删 除' }).or(page.locator('.ant-modal-confirm').getByRole('button', { name: '删除' })).first().click()
    await page.getByText('来自医院信息系统，不能删除').waitFor()
    await page.getByRole('button', { name: '知道了' }).click()
  })

  it('the filtered list leaves as a workbook', async () => {
    await page.goto(`${at.console}/departments?q=${encodeURIComponent(name)}`)
    await rows().first().waitFor()
    await page.getByRole('button', { name: '导出' }).click()
    const link = page.getByRole('link', { name: /下载 科室/ })
    await link.waitFor({ timeout: 60_000 })
    const path = (await link.getAttribute('href'))!
    expect((await page.context().request.get(at.console + path)).status()).toBe(200)
    expect((await fetch(at.console + path)).status).toBe(401)
    expect(await violationsOn(page)).toEqual([])
  })
})
