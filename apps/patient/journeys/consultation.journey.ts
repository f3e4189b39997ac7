/// <reference lib="dom" />
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { hospital, openBrowser } from '@hospital/launcher/journey'
import { violationsOn } from '@hospital/web/test/accessible'
import { askGraph } from '@hospital/web/test/graph'
import { signInPatient, signInStaff } from '@hospital/web/test/people'
import { openDesk, openPhone, photo, sayings } from './consultation/people.ts'

const at = hospital()
/** For what happens behind the scenes: a room that opens, a refund. */
const SOON = { timeout: 60_000 }
const ILLNESS = '最近一周早晨起来头晕，自测血压 148/92，想问要不要加药。'
const LIMIT = 4

let browser: Browser
let phone: Page
let desk: Page
let offered: Record<string, unknown> | undefined

beforeAll(async () => {
  browser = await openBrowser('--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream')
  ;[phone, desk] = [await openPhone(browser), await openDesk(browser)]
  await signInStaff(desk, at.doctor, 'linruonan', '/settings')
  offered = (await atDesk('{ myConsultationServices { kind enabled priceFen messageLimit dailyLimit hours { weekday start end } } }')).myConsultationServices[0]
  await signInPatient(phone, at, '13800000001')
})
afterEach(() => Promise.all([phone, desk].map((page) => page.context().setOffline(false))))
/** Other journeys ask this doctor too. */
afterAll(async () => {
  if (offered) await atDesk('mutation ($input: SetConsultationServiceInput!) { setConsultationService(input: $input) { id } }', { input: offered })
  await browser?.close()
})

/** Asks the graph with the doctor's own session. */
const atDesk = async (query: string, variables = {}) => (await askGraph(desk, 'doctor', at.gateway, query, variables)).data

/** Every screen passes axe as it is met, in both modes. */
async function look(screen: string): Promise<void> {
  await phone.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'))
  expect(await violationsOn(phone), screen).toEqual([])
  await phone.evaluate(() => document.documentElement.setAttribute('data-mode', 'elder'))
  expect(await violationsOn(phone), `${screen}, for older people`).toEqual([])
  expect(await phone.evaluate(() => document.documentElement.scrollWidth), `${screen} does not scroll sideways`).toBeLessThanOrEqual(390)
  await phone.evaluate(() => document.documentElement.removeAttribute('data-mode'))
}
const button = (name: string | RegExp) => phone.getByRole('button', { name })
const standing = () => phone.getByRole('region', { name: '咨询状态' })

async function askDoctor(): Promise<void> {
  await phone.goto(`${at.patient}/consultations/doctors?search=lrn`)
  await phone.getByRole('link', { name: /林若楠/ }).click()
  await phone.getByRole('checkbox').check()
  await button('同意并描述病情').click()
  await phone.getByRole('textbox', { name: /病情描述/ }).fill(ILLNESS)
}
/** From the form over the channel's own page into the room. */
async function payAndEnter(): Promise<void> {
  await button(/^提交并支付/).click()
  await phone.waitForURL(/\/pay\/[0-9a-f-]+$/, SOON)
  await button(/^微信支付 ¥/).click()
  await button('确认支付').click()
  await phone.waitForURL('**/pay/return**')
  await phone.getByRole('link', { name: '进入咨询' }).click(SOON)
  await standing().getByText('等待医生接诊').waitFor(SOON)
}
async function openAtDesk(): Promise<void> {
  await desk.goto(`${at.doctor}/consultations/${phone.url().split('/').pop()}`)
  await desk.getByRole('region', { name: '病情描述' }).getByText(ILLNESS).waitFor(SOON)
}
async function say(text: string): Promise<void> {
  await phone.getByRole('textbox', { name: '输入消息' }).fill(text)
  await phone.getByRole('button', { name: '发送', exact: true }).click()
}
async function reply(text: string): Promise<void> {
  await desk.getByRole('textbox', { name: /^回复/ }).fill(text)
  await desk.keyboard.press('Enter')
}
const heard = (page: Page, text: string) => page.getByRole('log').getByText(text, { exact: true }).waitFor(SOON)
/** Nothing of this side is still on its way. */
const sent = (page: Page) => page.waitForFunction(() => !(document.querySelector('[role=log]') as HTMLElement).innerText.includes('发送中…'), undefined, SOON)

describe('[C1-01] the doctor sets the service, and patients find it so', () => {
  it('with price, messages and hours', async () => {
    await desk.getByLabel('价格').fill('35')
    await desk.getByLabel('每次咨询患者可发消息').fill(String(LIMIT))
    await desk.getByRole('button', { name: '保存服务设置' }).click()
    await desk.getByText('服务设置已保存').waitFor()
    await phone.goto(`${at.patient}/consultations/doctors`)
    await phone.getByRole('searchbox').fill('lrn')
    await button('搜索').click()
    await phone.waitForURL(/search=lrn/)
    const card = phone.getByRole('link', { name: /林若楠/ })
    await card.getByText('¥35.00').waitFor()
    await card.getByText(`可发 ${LIMIT} 条消息`).waitFor()
    await card.getByText('服务时间：').waitFor()
    await phone.getByRole('link', { name: /陈立群/ }).waitFor({ state: 'detached' })
    await look('doctors')
  })

  it('or are told that nobody is called that', async () => {
    await phone.goto(`${at.patient}/consultations/doctors?search=zzz`)
    await phone.getByText('没有找到“zzz”').waitFor()
    await phone.getByRole('link', { name: '查看全部医生' }).click()
    await phone.getByRole('link', { name: /陈立群/ }).waitFor()
  })
})

describe('[C1-03] who asks reads the rules first', () => {
  it('and agrees to the version in force, or does not go on', async () => {
    await phone.getByRole('link', { name: /林若楠/ }).click()
    await phone.getByRole('region', { name: '图文咨询须知' }).getByText('费用全额原路退回').waitFor()
    await button('同意并描述病情').click()
    await phone.getByText('请先阅读须知和知情同意书').waitFor()
    await look('rules')
    const agreed = await phone.getByText(/第 \d+ 版/).innerText()
    await phone.getByRole('link', { name: /《.*知情同意书》/ }).click()
    await phone.getByText(/第 \d+ 版/).waitFor()
    expect(await phone.locator('footer').innerText()).toContain(/第 \d+ 版/.exec(agreed)![0])
    await phone.goBack()
    await phone.getByRole('checkbox').check()
    await button('同意并描述病情').click()
    await phone.getByRole('textbox', { name: /病情描述/ }).waitFor()
  })
})

describe('[C1-04] a text consultation, patient and doctor each in a browser', () => {
  it('is described in 10 to 500 characters, with pictures and a voice that can be taken back', async () => {
    const field = phone.getByRole('textbox', { name: /病情描述/ })
    await field.fill('头晕')
    await button(/^提交并支付/).click()
    await phone.getByText('请再写 8 个字').waitFor()
    await field.fill('晕'.repeat(501))
    await phone.getByText('超出 1 个字').waitFor()
    await field.fill(ILLNESS)
    await phone.locator('input[type=file]').setInputFiles([photo('a.png', 200), photo('b.png', 120), photo('c.png', 60)])
    await button('移除第 3 张图片').click()
    await button(/按住说话/).tap()
    await button(/^2″/).tap()
    await button(/播放语音/).waitFor()
    await button('提交并支付 ¥35.00').waitFor(SOON)
    expect(await phone.getByRole('list', { name: '图片' }).getByRole('img').count()).toBe(2)
    await look('the description')
  })

  it('is paid on the channel’s page and waits for the doctor, who sees what was attached', async () => {
    await payAndEnter()
    await phone.getByText('病情描述和 3 份资料已提交').waitFor(SOON)
    await phone.getByRole('log').getByRole('button', { name: '查看大图' }).nth(1).waitFor()
    await look('waiting')
    await openAtDesk()
    await desk.getByRole('log').getByRole('img', { name: /发来的图片/ }).nth(1).waitFor(SOON)
    await desk.getByRole('main').getByRole('button', { name: '接诊', exact: true }).click()
    await standing().getByText(`还可发 ${LIMIT} 条`).waitFor(SOON)
  })

  it('goes both ways at once, with marks', async () => {
    await reply('早晚血压大概多少？')
    await heard(phone, '早晚血压大概多少？')
    await say('早上 150，晚上 140。')
    await heard(desk, '早上 150，晚上 140。')
    await phone.getByRole('article', { name: '我' }).filter({ hasText: '早上 150' }).getByText('已读').waitFor(SOON)
    await desk.getByRole('log').getByText('已读').first().waitFor(SOON)
    await look('the talk')
  })

  it('shows a picture large, and the facts of the consultation', async () => {
    await phone.getByRole('log').getByRole('button', { name: '查看大图' }).first().click()
    await phone.getByRole('dialog', { name: '图片预览' }).waitFor()
    const picture = phone.getByRole('log').getByRole('img', { name: '图片' }).first()
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth), SOON).toBeGreaterThan(0)
    const path = (await picture.getAttribute('src'))!
    const status = async (person: Page, app: string) => (await person.context().request.get(app + path)).status()
    expect([await status(phone, at.patient), await status(desk, at.doctor), (await fetch(at.patient + path)).status]).toEqual([200, 403, 401])
    await look('a picture')
    await button('关闭预览').click()
    await button('病情资料').click()
    await phone.getByRole('dialog', { name: '病情资料' }).getByText(ILLNESS).waitFor()
    await look('the facts')
    await phone.getByRole('button', { name: '关闭', exact: true }).click()
  })

  it('loses and doubles nothing when the patient’s network breaks while both write', async () => {
    const replies = Array.from({ length: 5 }, (_, index) => `医生断网回复 ${index + 1}`)
    await phone.context().setOffline(true)
    await say('断网时说的话')
    await phone.getByText('没有发出去').waitFor(SOON)
    await phone.getByText('连接中断，正在重连…').waitFor(SOON)
    for (const one of replies) {
      await reply(one)
      await heard(desk, one)
    }
    await sent(desk)
    expect(await sayings(phone, replies)).toEqual([])
    await phone.context().setOffline(false)
    await heard(phone, replies.at(-1)!)
    await phone.getByText('没有发出去').waitFor({ state: 'detached', ...SOON })
    await heard(desk, '断网时说的话')
    expect(await sayings(phone, [...replies, '断网时说的话'])).toEqual([...replies, '断网时说的话'])
    expect(await sayings(desk, [...replies, '断网时说的话'])).toEqual([...replies, '断网时说的话'])
    await phone.getByText('连接中断，正在重连…').waitFor({ state: 'detached', ...SOON })
  })

  it('nor when the doctor’s does; the count holds', async () => {
    await desk.context().setOffline(true)
    await say('医生断网时说的话')
    await phone.getByRole('article', { name: '我' }).filter({ hasText: '医生断网时说的话' }).getByText(/已/).waitFor(SOON)
    await reply('稍后回复您')
    await desk.context().setOffline(false)
    await heard(desk, '医生断网时说的话')
    await heard(phone, '稍后回复您')
    await sent(desk)
    const said = ['医生断网时说的话', '稍后回复您']
    expect(await sayings(phone, said)).toEqual(said)
    expect(await sayings(desk, said)).toEqual(said)
    await standing().getByText(`还可发 ${LIMIT - 3} 条`).waitFor(SOON)
  })

  it('is the same after the page was left and opened again', async () => {
    const before = await phone.getByRole('log').getByRole('article').count()
    await phone.goto(`${at.patient}/consultations`)
    await phone.getByText('进行中').first().waitFor()
    await look('the list')
    await phone.getByRole('link', { name: /林若楠/ }).first().click()
    await heard(phone, '断网时说的话')
    expect(await phone.getByRole('log').getByRole('article').count()).toBe(before)
  })

  it('sends a voice held down, ends when the messages are used up and the doctor ends it', async () => {
    await button('切换到语音').click()
    const box = (await button(/按住说话/).boundingBox())!
    await phone.mouse.move(box.x + 20, box.y + 20)
    await phone.mouse.down()
    await phone.getByText(/^2″ 松开结束/).waitFor(SOON)
    await phone.mouse.up()
    await phone.getByText('可发的消息已用完').waitFor(SOON)
    await desk.getByRole('main').getByRole('button', { name: '结束咨询', exact: true }).click()
    await desk.getByRole('dialog').getByRole('button', { name: '结束咨询' }).click()
    await phone.getByRole('link', { name: '再次咨询' }).waitFor(SOON)
    await phone.getByText('本次咨询已结束，记录保留在这里。').waitFor(SOON)
    await look('the end')
  })

  it('that the doctor refuses says why and is refunded', async () => {
    await askDoctor()
    await payAndEnter()
    await openAtDesk()
    await desk.getByRole('main').getByRole('button', { name: '拒诊', exact: true }).click()
    await desk.getByLabel('拒诊原因').fill('建议到内分泌科门诊当面检查。')
    await desk.getByRole('button', { name: '确认拒诊' }).click()
    await phone.getByText('医生没有接诊：建议到内分泌科门诊当面检查。费用全额原路退回。').waitFor(SOON)
    await phone.getByRole('list', { name: '退款' }).getByText('退款 ¥35.00').waitFor(SOON)
    await phone.getByRole('list', { name: '退款' }).getByText('已退款').waitFor(SOON)
    await look('a refusal')
  })

  it('is taken back by the patient before the doctor accepts, and refunded', async () => {
    await askDoctor()
    await payAndEnter()
    await button('取消咨询').click()
    await phone.getByRole('dialog').getByRole('button', { name: '取消咨询' }).click()
    await phone.getByRole('list', { name: '退款' }).getByText('已退款').waitFor(SOON)
    await phone.getByText('咨询已取消。').waitFor()
  })

  it('that is not paid for can be given up without cost', async () => {
    await askDoctor()
    await button(/^提交并支付/).click()
    await phone.waitForURL(/\/pay\/[0-9a-f-]+$/, SOON)
    await phone.goto(`${at.patient}/consultations`)
    await phone.getByRole('link', { name: /待支付/ }).click()
    await phone.getByRole('link', { name: /^去支付/ }).waitFor()
    await look('unpaid')
    await button('取消咨询').click()
    await phone.getByRole('dialog').getByRole('button', { name: '取消咨询' }).click()
    await phone.getByText('已取消', { exact: true }).first().waitFor()
    await phone.getByRole('link', { name: '重新咨询' }).waitFor()
  })
})
