import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { hospital, openBrowser } from '@hospital/launcher/journey'
import { violationsOn } from '@hospital/web/test/accessible'
import { signInPatient, signInStaff } from '@hospital/web/test/people'
import { idCardOf } from '../../patient/journeys/outpatient-day/id-cards.ts'

let browser: Browser
let page: Page
let phone: Page
const at = hospital()
const soon = { timeout: 30_000 }
const PHONE = '13700002611'
const PERSON = { name: '方晓棠', idCard: idCardOf('1988-11-20', '318') }
const REASON = '电话核对预约信息'
const rows = () => page.locator('tbody tr.ant-table-row')
const drawer = () => page.getByRole('dialog').first()

beforeAll(async () => {
  browser = await openBrowser()
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage()
  phone = await (await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' })).newPage()
  await signInStaff(page, at.console, 'admin', '/patients')
  await signInPatient(phone, at, PHONE)
})
afterAll(() => browser.close())

async function addPerson(): Promise<void> {
  await phone.goto(`${at.patient}/patients/new`)
  await phone.getByLabel('姓名', { exact: true }).fill(PERSON.name)
  await phone.getByLabel('身份证号', { exact: true }).fill(PERSON.idCard)
  await phone.getByRole('radio', { name: '本人' }).check()
  await phone.getByRole('button', { name: '添加就诊人' }).click()
  await phone.waitForURL('**/patients')
}

async function openPatient(): Promise<void> {
  await page.goto(`${at.console}/patients?q=${encodeURIComponent(PERSON.name)}`)
  await rows().first().getByRole('button', { name: PERSON.name }).click()
  await drawer().getByText('证件号').first().waitFor()
}

describe('[A1-06] a registered patient', () => {
  it('is found masked; who looks behind the mask says why', async () => {
    await addPerson()
    await openPatient()
    expect(await page.locator('body').innerText()).not.toContain(PERSON.idCard)
    expect(await violationsOn(page)).toEqual([])
    await page.getByRole('button', { name: '查看完整信息' }).click()
    await page.getByLabel('查看原因').fill(REASON)
    expect(await violationsOn(page)).toEqual([])
    await page.getByRole('button', { name: '查看', exact: true }).click()
    await drawer().getByText(PERSON.idCard).waitFor()
  })

  it('is corrected in the console, and the phone shows it', async () => {
    await openPatient()
    await page.getByRole('button', { name: '修改信息' }).click()
    await page.getByLabel('修改原因').fill('患者来电更正')
    await page.getByLabel('手机号').last().fill('13700002612')
    expect(await violationsOn(page)).toEqual([])
    await page.getByRole('button', { name: '保存修改' }).click()
    await page.getByText('患者信息已修改').waitFor()
    await expect.poll(async () => { await phone.goto(`${at.patient}/patients`); return phone.locator('main').innerText() }, soon).toContain('137****2612')
  })
})

describe('[A1-07] the blacklist', () => {
  it('stops new services and tells the patient why and until when', async () => {
    await openPatient()
    await page.getByRole('button', { name: '加入黑名单' }).click()
    await page.getByRole('group', { name: '常用原因' }).getByRole('button').first().click()
    const reason = await page.getByLabel('原因', { exact: true }).inputValue()
    const day = new Date(Date.now() + at.clockOffsetMs + 20 * 86_400_000).toISOString().slice(0, 10)
    await page.getByLabel('截止日期（含当天）').fill(day)
    // Takes the day, and sends the form.
    await page.keyboard.press('Enter')
    await page.getByText('已加入黑名单').waitFor()
    await expect.poll(async () => { await phone.goto(`${at.patient}/mine`); return phone.locator('main').innerText() }, soon).toContain(reason)
    expect(await phone.locator('main').innerText()).toContain('前暂停使用新的服务')
    expect(await violationsOn(phone)).toEqual([])
  })

  it('is lifted with a reason', async () => {
    await page.goto(`${at.console}/blacklist?q=${encodeURIComponent(PERSON.name)}`)
    await rows().first().getByRole('button').first().click()
    await page.getByRole('button', { name: '解除黑名单' }).click()
    await page.getByLabel('解除原因').fill('已说明情况')
    await page.getByRole('button', { name: '解除黑名单' }).last().click()
    await page.getByText('已解除，账号立即恢复').waitFor()
    await expect.poll(async () => { await phone.goto(`${at.patient}/mine`); return phone.locator('main').innerText() }, soon).not.toContain('前暂停使用新的服务')
  })
})

describe('[A1-12] a word of a dictionary', () => {
  it('is changed once, and the phone reads it', async () => {
    await page.goto(`${at.console}/dictionaries`)
    await page.getByRole('button', { name: /^与本人关系/ }).click()
    await page.getByRole('button', { name: '修改其他', exact: true }).click()
    await page.getByLabel('显示名称').fill('其他亲属')
    await page.getByRole('button', { name: '保存条目' }).click()
    await page.getByText('条目已保存，立即生效').waitFor()
    expect(await violationsOn(page)).toEqual([])
    await expect.poll(async () => { await phone.goto(`${at.patient}/patients/new`); return phone.getByRole('radio', { name: '其他亲属' }).count() }, soon).toBe(1)
    await page.getByRole('button', { name: '修改其他亲属', exact: true }).click()
    await page.getByLabel('显示名称').fill('其他')
    await page.getByRole('button', { name: '保存条目' }).click()
    await page.getByRole('button', { name: '修改其他', exact: true }).waitFor()
  })
})

describe('[A2-02] a terminal of its own way', () => {
  it('lets nobody add family in the WeChat account, while the browser goes on', async () => {
    const wechat = await (await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN', storageState: await phone.context().storageState(), userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) MicroMessenger/8.0' })).newPage()
    const relationships = async (at: Page, url: string) => { await at.goto(url); await at.getByLabel('姓名', { exact: true }).waitFor(); return at.getByRole('radio', { name: '父母' }).count() }
    const form = `${at.patient}/patients/new`
    await page.goto(`${at.console}/terminals`)
    await page.getByRole('button', { name: /^微信公众号/ }).click()
    const line = page.locator('[data-setting="terminal.person.others"]')
    await line.getByRole('switch').click()
    await line.getByText('本级设置').waitFor()
    expect(await violationsOn(page)).toEqual([])
    await expect.poll(() => relationships(wechat, form), soon).toBe(0)
    expect(await relationships(phone, form)).toBe(1)
    await line.getByRole('button', { name: '恢复沿用' }).click()
    await expect.poll(() => relationships(wechat, form), soon).toBe(1)
    await wechat.context().close()
  })
})

describe('[A1-03] a catalogue', () => {
  it('takes a drug by hand, finds it by the initials of its pinyin, and keeps what was changed', async () => {
    const code = `J${Date.now() % 1_000_000}`
    await page.goto(`${at.console}/drugs`)
    await page.getByRole('button', { name: '新增药品' }).click()
    await page.getByLabel('药品名称').fill('琥珀酸美托洛尔缓释片')
    await page.getByLabel('药品编码').fill(code)
    expect(await violationsOn(page)).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: '新增药品' }).click()
    await page.getByText('药品已新增').waitFor()
    await page.goto(`${at.console}/drugs?q=hpsmtl`)
    await expect.poll(() => rows().allInnerTexts(), soon).toEqual([expect.stringContaining(code)])
  })
})

describe('[A1-15] the log', () => {
  it('has who looked behind the mask, and proves to be whole', async () => {
    await page.goto(`${at.console}/audit?action=patient.unmasked`)
    await rows().first().getByRole('button').first().click()
    await drawer().getByText(REASON).waitFor()
    expect(await violationsOn(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '校验完整性' }).click()
    await page.getByText('日志完整').last().waitFor(soon)
  })
})
