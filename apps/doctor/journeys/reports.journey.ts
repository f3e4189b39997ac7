import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { hospital, openBrowser } from '@hospital/launcher/journey'
import { violationsOn } from '@hospital/web/test/accessible'
import { signInStaff } from '@hospital/web/test/people'
import { comeToClinic, findDoctor, openVisitor, type Visitor } from './visitor.ts'

const at = hospital()
let browser: Browser
let page: Page
let visitor: Visitor

beforeAll(async () => {
  browser = await openBrowser()
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage()
  visitor = await openVisitor(at, '13800002205', { name: '孔令仪', idCard: '330109198609135526' })
})
afterAll(() => browser?.close())

const act = (name: string) => page.getByRole('main').getByRole('button', { name, exact: true })

describe('[B1-06] results at the doctor’s desk', () => {
  it('of whom the doctor has seen stand in the patient’s column, and open with ranges and words', async () => {
    const number = await comeToClinic(at, visitor, await findDoctor(visitor, '陈立群'), Date.now() + at.clockOffsetMs)
    await signInStaff(page, at.doctor, 'chenliqun')
    await page.getByRole('button', { name: new RegExp(`${number} ${visitor.name}`) }).waitFor()
    await expect.poll(async () => {
      await page.keyboard.press('Alt+n')
      return page.getByRole('heading', { name: visitor.name, level: 1 }).isVisible()
    }, { timeout: 60_000, interval: 2_000 }).toBe(true)
    await page.getByText('没有查到报告').waitFor()
    await act('开始接诊').click()
    await act('完成接诊').click()
    await page.getByText('本次就诊已完成。').waitFor()
    await expect.poll(async () => {
      await page.reload()
      await page.getByRole('region', { name: '检验检查报告' }).or(page.getByText('暂时看不到')).first().waitFor()
      return page.getByRole('button', { name: /血常规/ }).isVisible()
    }, { timeout: 90_000, interval: 5_000 }).toBe(true)
    await page.getByRole('button', { name: /血常规/ }).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByRole('row', { name: /白细胞计数.*10\.8.*↑ 偏高/ }).waitFor()
    expect(await violationsOn(page)).toEqual([])
  })
})

describe('[C2-07] the doctor’s own clinics', () => {
  it('stand in a week, stopped ones told apart', async () => {
    await page.goto(`${at.doctor}/schedule`)
    await page.getByRole('region', { name: '一周排班' }).getByText(/线上 \d+ 人/).first().waitFor()
    expect(await violationsOn(page)).toEqual([])
    await page.getByRole('link', { name: '后 7 天' }).click()
    await page.getByRole('region', { name: '一周排班' }).getByText(/余 \d+ \/ \d+/).first().waitFor()
  })
})
