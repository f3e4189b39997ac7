import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { hospital, openBrowser } from '@hospital/launcher/journey'
import { violationsOn } from '@hospital/web/test/accessible'
import { demonstrationPassword, signInStaff } from '@hospital/web/test/people'
import { openVisitor, type Visitor } from '@hospital/web/test/visitor'
import { comeToClinic, consult, findDoctor, say } from './visitor.ts'

const at = hospital()
let browser: Browser
let page: Page
let first: Visitor
let second: Visitor
let doctor: { id: string; departmentId: string }

beforeAll(async () => {
  browser = await openBrowser()
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage()
  first = await openVisitor(at, '13800002201', { name: '郑凯', idCard: '330109197904123312' })
  second = await openVisitor(at, '13800002202', { name: '黄晓芸', idCard: '330109198809234422' })
  doctor = await findDoctor(first, '林若楠')
})
afterAll(() => browser?.close())

const main = () => page.getByRole('main')
const act = (name: string) => main().getByRole('button', { name, exact: true })
const bubble = (text: string) => page.getByRole('log').getByText(text)

describe('signing in', () => {
  it('refuses a wrong password and a wrong code, each in words', async () => {
    await page.goto(`${at.doctor}/sign-in`)
    await page.getByLabel('账号').fill('linruonan')
    await page.getByRole('textbox', { name: '密码' }).fill('not-the-password')
    await page.getByRole('button', { name: '下一步' }).click()
    await page.locator('.ant-alert-error').waitFor()
    await page.getByRole('textbox', { name: '密码' }).fill(demonstrationPassword)
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByLabel('动态口令').fill('000000')
    await page.getByRole('button', { name: '登录' }).click()
    await page.getByText('动态口令不正确').waitFor()
    await signInStaff(page, at.doctor, 'linruonan')
  })
})

describe('[B1-09] the queue at the doctor’s desk', () => {
  it('shows whoever checks in, while the page is open', async () => {
    await page.getByRole('navigation', { name: '工作列表' }).waitFor()
    for (const visitor of [first, second]) {
      const number = await comeToClinic(at, visitor, doctor, Date.now() + at.clockOffsetMs)
      await page.getByRole('button', { name: new RegExp(`${number} ${visitor.name}`) }).waitFor()
    }
    expect(await violationsOn(page)).toEqual([])
  })

  it('calls by key, recalls, skips and queues again', async () => {
    await page.keyboard.press('Alt+n')
    await page.getByRole('heading', { name: first.name, level: 1 }).waitFor()
    await page.getByRole('complementary', { name: '患者' }).getByText('尾号').first().waitFor()
    await act('重呼').click()
    await main().getByText('已叫号 2 次').waitFor()
    await page.keyboard.press('Alt+n')
    await page.locator('.ant-message-warning').waitFor()
    await act('过号').click()
    await act('重新排队').click()
    await main().getByText('正在候诊。').waitFor()
  })

  it('serves the next one to the end', async () => {
    await page.keyboard.press('Alt+n')
    await page.getByRole('heading', { name: second.name, level: 1 }).waitFor()
    await act('开始接诊').click()
    await act('完成接诊').click()
    await main().getByText('本次就诊已完成。').waitFor()
    expect(await violationsOn(page)).toEqual([])
  })

  it('finds a patient of today by name', async () => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type(first.name)
    await page.getByRole('option', { name: new RegExp(first.name) }).or(page.locator('.ant-select-item-option').filter({ hasText: first.name })).first().waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/ticket=/)
    await page.getByRole('heading', { name: first.name, level: 1 }).waitFor()
  })
})

describe('[C1-04] consultations at the doctor’s desk', () => {
  it('a new one shows by itself, and is taken on', async () => {
    await main().getByRole('link', { name: /咨询/ }).click()
    const id = await consult(at, first, doctor.id, '餐后血糖偏高两周，空腹正常，想问是否要调整用药。')
    await page.getByRole('region', { name: '咨询列表' }).getByRole('link', { name: new RegExp(first.name) }).click()
    await page.waitForURL(`**/consultations/${id}`)
    await page.getByRole('region', { name: '病情描述' }).getByText('餐后血糖偏高两周').waitFor()
    await act('接诊').click()
    await page.getByRole('textbox', { name: `回复${first.name}` }).waitFor()
    expect(await violationsOn(page)).toEqual([])
  })

  it('is talked about by keyboard alone', async () => {
    await page.keyboard.press('/')
    await page.keyboard.press('2')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('空腹和餐后两小时都要。')
    await page.keyboard.press('Enter')
    await bubble('空腹和餐后两小时都要。').waitFor()
    await page.getByRole('log').getByText('已发送').waitFor()
    await say(first, page.url().split('/').pop()!, '好的，我明天上传。')
    await bubble('好的，我明天上传。').waitFor()
    await page.getByText('患者已发 1 条').waitFor()
  })

  it('another is refused with a reason, which is asked for', async () => {
    const id = await consult(at, second, doctor.id, '孩子发热三天，最高三十九度，有咳嗽，想请您看看。')
    await page.getByRole('region', { name: '待接诊' }).getByRole('link', { name: new RegExp(second.name) }).click()
    await page.waitForURL(`**/consultations/${id}`)
    await act('拒诊').click()
    await page.getByRole('button', { name: '确认拒诊' }).click()
    await page.getByText('请填写拒诊原因').waitFor()
    await page.getByLabel('拒诊原因').fill('请到儿科门诊当面检查。')
    await page.getByRole('button', { name: '确认拒诊' }).click()
    await page.getByText('拒诊原因：请到儿科门诊当面检查。').waitFor()
  })

  it('ends when the doctor ends it', async () => {
    await page.getByRole('region', { name: '咨询列表' }).getByRole('link', { name: new RegExp(first.name) }).click()
    await act('结束咨询').click()
    await page.getByRole('dialog').getByRole('button', { name: '结束咨询' }).click()
    await page.getByText('本次咨询已结束，沟通记录仅供查看。').waitFor()
    expect(await page.getByRole('textbox', { name: `回复${first.name}` }).count()).toBe(0)
    await page.getByRole('button', { name: /^通知/ }).click()
    await page.getByRole('dialog', { name: '通知' }).getByText('新的图文咨询').first().waitFor()
    expect(await violationsOn(page)).toEqual([])
  })
})
