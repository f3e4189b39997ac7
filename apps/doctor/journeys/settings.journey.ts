import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Locator, Page } from 'playwright-core'
import { hospital, openBrowser } from '@hospital/launcher/journey'
import { violationsOn } from '@hospital/web/test/accessible'
import { askGraph } from '@hospital/web/test/graph'
import { signInStaff } from '@hospital/web/test/people'

const at = hospital()
let browser: Browser
let page: Page

beforeAll(async () => {
  browser = await openBrowser()
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage()
  await signInStaff(page, at.doctor, 'linruonan', '/settings')
  before = (await ask('{ myConsultationServices { kind enabled priceFen messageLimit dailyLimit hours { weekday start end } } }')).myConsultationServices[0]
})
/** Other journeys ask this doctor, at any hour. */
afterAll(async () => {
  if (before) await ask('mutation ($input: SetConsultationServiceInput!) { setConsultationService(input: $input) { id } }', { input: before })
  await browser?.close()
})

let before: Record<string, unknown> | undefined

/** Asks the graph with the page's own session. */
async function ask(query: string, variables = {}) {
  const { data, errors } = await askGraph(page, 'doctor', at.gateway, query, variables)
  if (errors) throw new Error(JSON.stringify(errors))
  return data
}

const save = () => page.getByRole('button', { name: '保存服务设置' }).click()
const price = () => page.getByLabel('价格')
const monday = () => page.getByRole('group', { name: '周一' })
const removeAll = async (day: Locator) => {
  const remove = day.getByRole('button', { name: /^删除/ })
  while ((await remove.count()) > 0) await remove.first().click()
}

describe('[C1-01] the doctor’s own service', () => {
  it('says under each field what is wrong with it, and keeps what was typed', async () => {
    await price().fill('30.005')
    await page.getByLabel('每次咨询患者可发消息').fill('201')
    await page.getByLabel('每日接诊上限').fill('0')
    await save()
    await page.getByText('请填写金额，最多两位小数').waitFor()
    expect(await page.getByText('请填写 1 到 200 的整数').count()).toBe(2)
    expect(await price().inputValue()).toBe('30.005')
    expect(await violationsOn(page)).toEqual([])
  })

  it('keeps price, limits and the hours of the week', async () => {
    await price().fill('36.50')
    await page.getByLabel('每次咨询患者可发消息').fill('15')
    await page.getByLabel('每日接诊上限').fill('40')
    await removeAll(monday())
    await monday().getByRole('button', { name: /添加/ }).click()
    await monday().getByRole('button', { name: /添加/ }).click()
    await save()
    await page.getByText('服务设置已保存').waitFor()
    await page.reload()
    expect(await price().inputValue()).toBe('36.50')
    expect(await page.getByLabel('每日接诊上限').inputValue()).toBe('40')
    expect(await monday().innerText()).toMatch(/08:00[^]*12:00[^]*12:00[^]*17:30/)
  })

  it('is not open without a single hour', async () => {
    for (const day of ['周一', '周二', '周三', '周四', '周五', '周六', '周日']) await removeAll(page.getByRole('group', { name: day }))
    await save()
    await page.getByText('开通服务前请至少设置一段服务时间').waitFor()
  })

  it('closes, and opens again', async () => {
    await page.reload()
    await page.getByRole('switch', { name: '开通图文咨询' }).click()
    await save()
    await page.getByText('未开通').waitFor()
    await page.getByRole('switch', { name: '开通图文咨询' }).click()
    await save()
    await page.getByText('未开通').waitFor({ state: 'detached' })
  })
})
