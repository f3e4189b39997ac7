/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Locator, Page } from 'playwright-core'
import { hospital, openBrowser } from '@hospital/launcher/journey'
import { violationsOn } from '@hospital/web/test/accessible'
import { signInPatient, signInStaff } from '@hospital/web/test/people'
import { chooseSegment, hold, openAppointment, pay } from './outpatient-day/booking.ts'
import { scan } from './outpatient-day/codes.ts'
import { control, registrationInHis } from './outpatient-day/hospital-systems.ts'
import { idCardOf, mistyped } from './outpatient-day/id-cards.ts'
import { goToHospital, look, openPhone, seenScreens, settled } from './outpatient-day/phone.ts'

const at = hospital()
const KNOWN = '13800000001'
const NEW = '13800001108'
const WANG = { name: '王建平', idCard: idCardOf('1985-03-16', '117') }
const CHILD = { name: '王小满', idCard: idCardOf('2019-06-01', '228') }
/** Kept by the other account already, and so by the hospital. */
const FATHER = { name: '周建国', idCard: '330109195806153412' }
const DOCTOR = '陈立群'
/** For what happens behind the scenes: a refund, a return to HIS. */
const SOON = { timeout: 30_000 }

let browser: Browser
/** Two families, a doctor and an operator, each in a browser context of their own at the same time. */
let wang: Page
let zhou: Page
let doctor: Page
let desk: Page

beforeAll(async () => {
  browser = await openBrowser()
  ;[wang, zhou] = await Promise.all([openPhone(browser), openPhone(browser)])
  ;[doctor, desk] = await Promise.all([1, 2].map(async () => (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage()) as [Promise<Page>, Promise<Page>])
  await signInPatient(wang, at, NEW)
  await signInPatient(zhou, at, KNOWN)
  await signInStaff(doctor, at.doctor, 'chenliqun')
  await signInStaff(desk, at.console, 'operator', '/orders')
})
afterAll(() => browser?.close())

const entryOf = (page: Page, name: string) => page.getByRole('listitem', { name, exact: true })
const recordOf = async (page: Page, name: string) => /病历号 (\S+)/.exec(await entryOf(page, name).innerText())?.[1]
const alert = (page: Page) => page.locator('main [role=alert]')

async function fillPerson(page: Page, { name, idCard }: typeof WANG, relationship: string): Promise<void> {
  await page.getByLabel('姓名', { exact: true }).fill(name)
  await page.getByLabel('身份证号', { exact: true }).fill(idCard)
  await page.getByRole('radio', { name: relationship }).check()
}
const addPerson = async (page: Page) => {
  await page.getByRole('button', { name: '添加就诊人' }).click()
  await page.waitForURL('**/patients')
}

describe('persons and cards', () => {
  it('[A1-08] [A1-09] adds oneself: a wrong check digit is said under its field; then HIS keeps a record, whose number shows', async () => {
    await wang.goto(at.patient)
    await wang.getByRole('link', { name: '添加就诊人' }).click()
    await fillPerson(wang, { ...WANG, idCard: mistyped(WANG.idCard) }, '本人')
    await wang.getByRole('button', { name: '添加就诊人' }).click()
    await wang.getByText('身份证号有误，请核对后重新输入。').waitFor()
    expect(await wang.getByLabel('身份证号', { exact: true }).getAttribute('aria-invalid')).toBe('true')
    expect(await wang.getByLabel('姓名', { exact: true }).inputValue()).toBe(WANG.name)
    await look(wang, 'adding a person')
    await wang.getByLabel('身份证号', { exact: true }).fill(WANG.idCard)
    await addPerson(wang)
    await entryOf(wang, WANG.name).getByText('男').waitFor()
    expect(await recordOf(wang, WANG.name)).toMatch(/^\w{6,}$/)
  })

  it('[A1-09] asks for a guardian when the id card is a minor’s', async () => {
    await wang.goto(`${at.patient}/patients/new`)
    await fillPerson(wang, CHILD, '子女')
    await wang.getByRole('heading', { name: '监护人' }).waitFor()
    await look(wang, 'adding a minor')
    await wang.getByLabel('监护人姓名').fill(WANG.name)
    await wang.getByLabel('监护人身份证号').fill(CHILD.idCard)
    await wang.getByLabel('监护人手机号').fill(NEW)
    await wang.getByRole('button', { name: '添加就诊人' }).click()
    await wang.getByText('监护人须为成年人，且不能是就诊人本人。').waitFor()
    await wang.getByLabel('监护人身份证号').fill(WANG.idCard)
    await addPerson(wang)
    await entryOf(wang, CHILD.name).getByText(`监护人 ${WANG.name}`).waitFor()
  })

  it('[A1-08] matches someone whom HIS knows, rather than doubling', async () => {
    await zhou.goto(`${at.patient}/patients`)
    await wang.goto(`${at.patient}/patients/new`)
    await fillPerson(wang, FATHER, '其他')
    await addPerson(wang)
    await entryOf(wang, FATHER.name).waitFor()
    expect(await recordOf(wang, FATHER.name)).toBe(await recordOf(zhou, FATHER.name))
  })

  it('[A1-09] changes, prefers and removes a person', async () => {
    await entryOf(wang, FATHER.name).getByRole('link', { name: '修改' }).click()
    await wang.getByRole('radio', { name: '父母' }).check()
    await wang.getByLabel('手机号').fill('13900001108')
    await look(wang, 'changing a person')
    await wang.getByRole('button', { name: '保存修改' }).click()
    await wang.waitForURL('**/patients')
    await entryOf(wang, FATHER.name).getByText('父母').waitFor()
    await entryOf(wang, FATHER.name).getByText('139****1108').waitFor()
    await entryOf(wang, CHILD.name).getByRole('button', { name: '设为默认' }).click()
    await entryOf(wang, CHILD.name).getByText('默认就诊人').waitFor()
    await entryOf(wang, WANG.name).getByRole('button', { name: '设为默认' }).click()
    await entryOf(wang, WANG.name).getByText('默认就诊人').waitFor()
    await entryOf(wang, FATHER.name).getByRole('button', { name: '删除' }).click()
    await wang.getByRole('button', { name: '删除就诊人' }).click()
    await entryOf(wang, FATHER.name).waitFor({ state: 'detached' })
    await look(wang, 'persons')
  })

  it('[A1-10] shows cards whose codes scan; their order and the default stay', async () => {
    await zhou.goto(`${at.patient}/cards`)
    await zhou.waitForURL('**/code')
    await zhou.getByRole('button', { name: '显示卡号' }).click()
    const number = zhou.locator('section p').filter({ hasText: /^\w{6,}$/ })
    const shown = await number.innerText()
    expect(await scan(zhou.getByRole('img', { name: '二维码' }), 'qr')).toBe(shown)
    expect(await scan(zhou.getByRole('img', { name: '条形码' }), 'bars')).toBe(shown)
    const names = () => zhou.locator('ol b').allInnerTexts()
    const before = await names()
    await zhou.getByRole('button', { name: `${before[0]}下移` }).click()
    await expect.poll(names, SOON).toEqual([before[1], before[0], ...before.slice(2)])
    const preferred = await zhou.getByRole('listitem').filter({ hasText: '设为默认' }).first().locator('b').innerText()
    await zhou.getByRole('listitem').filter({ hasText: preferred }).getByRole('button', { name: '设为默认' }).click()
    await zhou.getByRole('listitem').filter({ hasText: preferred }).getByText('默认', { exact: true }).waitFor()
    await zhou.goto(`${at.patient}/cards`)
    await zhou.locator('ol b').first().waitFor()
    expect(await names()).toEqual([before[1], before[0], ...before.slice(2)])
    await zhou.getByRole('heading', { name: `周文静 ${preferred}` }).waitFor()
    await look(zhou, 'cards')
  })
})

/** The console's list, asked again until it says so. */
async function rowAtConsole(number: string, word: string): Promise<void> {
  await desk.goto(`${at.console}/orders?number=${number}`)
  await expect.poll(async () => {
    await desk.reload()
    return desk.getByRole('row').filter({ hasText: number }).innerText()
  }, SOON).toContain(word)
}

const placesAt = async (page: Page, segment: string) => Number(/余 (\d+)/.exec(await page.getByRole('region', { name: DOCTOR, exact: true }).first().getByRole('button', { name: segment }).innerText())?.[1] ?? 0)
const orderNumber = (page: Page) => page.locator('dd').filter({ hasText: /^GH\d+$/ }).first().innerText()

describe('booking for another day', () => {
  const choice = { day: '明天', doctor: DOCTOR, person: WANG.name }

  it('[B1-01] holds a segment; given up before payment it goes back', async () => {
    const segment = await chooseSegment(wang, at.patient, choice)
    await look(wang, 'choosing a segment')
    const places = await placesAt(wang, segment)
    const day = wang.url()
    await hold(wang)
    await look(wang, 'cashier')
    await zhou.goto(day)
    expect(await placesAt(zhou, segment)).toBe(places - 1)
    await wang.goto(at.patient)
    await wang.getByRole('link', { name: /挂号费.*去支付/ }).waitFor()
    await look(wang, 'home with something to pay')
    await wang.getByRole('link', { name: /挂号费.*去支付/ }).click()
    await wang.getByRole('button', { name: '放弃支付' }).click()
    await wang.getByRole('dialog').getByRole('button', { name: '放弃支付' }).click()
    await wang.waitForURL('**/appointments/*')
    await wang.getByText(/^(已取消|已过期)$/).waitFor()
    await expect.poll(async () => { await zhou.reload(); return placesAt(zhou, segment) }, SOON).toBe(places)
  })

  it('[B1-01] [B1-03] pays, is booked in HIS, and cancels: the fee comes back, the console sees it, the place is free again', async () => {
    const segment = await chooseSegment(wang, at.patient, choice)
    const [places, day] = [await placesAt(wang, segment), wang.url()]
    await hold(wang)
    const number = await orderNumber(wang)
    await pay(wang)
    await look(wang, 'payment succeeded')
    await rowAtConsole(number, '已支付')
    await openAppointment(wang)
    await wang.getByText('前可在线取消').waitFor()
    await look(wang, 'appointment')
    await wang.getByRole('button', { name: '取消挂号' }).click()
    await wang.getByRole('dialog').getByRole('button', { name: '取消挂号' }).click()
    await wang.getByText('已取消', { exact: true }).waitFor()
    await rowAtConsole(number, '已退款')
    await wang.getByRole('link', { name: '就诊全流程' }).click()
    await wang.waitForURL('**/visits/**')
    // [A2-09] The whole of it on one axis, up to the money that went back.
    await expect.poll(async () => { await wang.reload(); return wang.getByRole('main').innerText() }, { timeout: 30_000 }).toMatch(/预约锁号[\s\S]*支付挂号费[\s\S]*挂号成功[\s\S]*挂号取消[\s\S]*退款/)
    await look(wang, 'visit on its axis')
    await wang.goto(`${at.patient}/orders?status=REFUND`)
    await wang.getByText('已退 ¥50.00').waitFor()
    await look(wang, 'refunded orders')
    await wang.getByRole('link', { name: '查看', exact: true }).click()
    await wang.getByRole('heading', { name: '退款' }).waitFor()
    await look(wang, 'order with a refund')
    await wang.goto(day)
    await expect.poll(async () => { await wang.reload(); return placesAt(wang, segment) }, SOON).toBe(places)
  })
})

describe('a visit today', () => {
  it('[B1-02] [B1-03] a same-day registration says before payment and after that it is not cancelled online', async () => {
    for (const [phone, person] of [[wang, WANG.name], [zhou, FATHER.name]] as const) {
      await chooseSegment(phone, at.patient, { day: '今天', doctor: DOCTOR, person })
      await hold(phone)
      await phone.getByText('当日挂号支付后不支持在线取消与退费。').waitFor()
      await pay(phone)
      await openAppointment(phone)
      await phone.getByText('当日挂号不支持在线取消，请到门诊挂号窗口办理。').waitFor()
      expect(await phone.getByRole('button', { name: '取消挂号' }).count()).toBe(0)
    }
    await look(wang, 'same-day appointment')
  })

  it('[A1-09] a person with a visit ahead is not removed, and one is told why', async () => {
    const other = await wang.context().newPage()
    await other.goto(`${at.patient}/patients`)
    await entryOf(other, WANG.name).getByRole('button', { name: '删除' }).click()
    await other.getByRole('button', { name: '删除就诊人' }).click()
    await other.getByText('该就诊人还有进行中的服务，暂不能删除。').waitFor()
    await look(other, 'person not removed')
    await other.close()
  })

  it('[B1-08] checks in inside the fence only, and tells how far it is; once', async () => {
    await wang.getByRole('button', { name: '签到取号' }).click()
    await expect.poll(() => alert(wang).innerText(), SOON).toMatch(/您距离医院约 [\d.]+ 公里，请到院后签到。/)
    await look(wang, 'too far to check in')
    const appointment = wang.url()
    for (const [phone, number] of [[wang, 'A001'], [zhou, 'A002']] as const) {
      await goToHospital(phone.context(), at)
      await phone.getByRole('button', { name: '签到取号' }).click()
      await phone.waitForURL('**/queue/*')
      await phone.getByText(number, { exact: true }).waitFor()
    }
    const again = await wang.context().newPage()
    await again.goto(appointment)
    await again.getByText('A001').waitFor()
    expect(await again.getByRole('button', { name: '签到取号' }).count()).toBe(0)
    await again.close()
  })
})

const status = (phone: Page) => phone.locator('[aria-live=assertive]')
const callBar = (name: string): Locator => doctor.getByRole('main').getByRole('button', { name })

/** The doctor acts; each phone must show it within a second of the click itself. All pages share this machine's clock. */
async function within1s(act: Locator, ...shown: [Page, string][]): Promise<void> {
  const clicked = doctor.evaluate(() => new Promise<number>((resolve) => addEventListener('click', () => resolve(Date.now()), { capture: true, once: true })))
  const seen = shown.map(([phone, words]) => momentOf(phone, words))
  await act.click()
  const since = await clicked
  for (const [index, [, words]] of shown.entries()) {
    const ms = (await seen[index]!) - since
    expect(ms, `“${words}” after ${ms} ms`).toBeLessThan(1_000)
  }
}

/** When the phone's own page first says so. */
const momentOf = (phone: Page, words: string) => phone.evaluate((expected) => new Promise<number>((resolve) => {
  const observer = new MutationObserver(check)
  function check() {
    if (!document.querySelector('[aria-live=assertive]')?.textContent?.includes(expected)) return
    observer.disconnect()
    resolve(Date.now())
  }
  observer.observe(document.body, { subtree: true, childList: true, characterData: true })
  check()
}), words)

describe('[B1-09] the queue', () => {
  it('stands live on both phones and at the doctor’s desk', async () => {
    for (const phone of [wang, zhou]) await phone.getByText('实时更新').waitFor()
    await status(wang).filter({ hasText: '下一位就是您' }).waitFor()
    await look(zhou, 'queue')
    await doctor.goto(at.doctor)
    await doctor.getByRole('button', { name: /A001/ }).waitFor()
    await doctor.getByRole('button', { name: /A002/ }).waitFor()
    expect(await violationsOn(doctor)).toEqual([])
  })

  it('every waiting phone follows a call, a recall, a skip and a re-queue within a second', async () => {
    await within1s(doctor.getByRole('button', { name: /叫下一位/ }), [wang, '请立即前往'], [zhou, '下一位就是您'])
    await callBar('重呼').click()
    await doctor.getByText('已叫号 2 次').waitFor()
    await within1s(callBar('过号'), [wang, '您已过号'])
    await within1s(callBar('重新排队'), [wang, '请耐心等候'], [zhou, '下一位就是您'])
  })

  it('a phone that lost its connection says so, and misses nothing', async () => {
    await zhou.context().setOffline(true)
    await zhou.getByText('连接中断，正在重连…').waitFor({ timeout: 60_000 })
    await within1s(doctor.getByRole('button', { name: /叫下一位/ }), [wang, '下一位就是您'])
    await zhou.context().setOffline(false)
    await status(zhou).filter({ hasText: '请立即前往' }).waitFor({ timeout: 60_000 })
  })

  it('ends with the visit: the order is fulfilled, the numbers are done', async () => {
    await within1s(callBar('开始接诊'), [zhou, '正在就诊'])
    await within1s(callBar('完成接诊'), [zhou, '本次就诊已完成'])
    await within1s(doctor.getByRole('button', { name: /叫下一位/ }), [wang, '请立即前往'])
    await zhou.goto(`${at.patient}/orders?status=PAID`)
    await expect.poll(async () => { await zhou.reload(); return zhou.locator('article').first().innerText() }, SOON).toContain('已完成')
  })
})

describe('[B1-09] the hospital’s own calling board', () => {
  const CLINIC = '内分泌'
  let board: string
  const ticket = async (number: string) => (await control<{ id: string; scheduleId: string; number: string }[]>(at, 'his/boards')).find((one) => one.scheduleId === board && one.number === number)!.id
  const act = async (number: string, what: string) => control(at, `his/tickets/${await ticket(number)}/${what}`, {})

  it('gives the phone the board’s own number, behind who registered at the counter', async () => {
    await chooseSegment(wang, at.patient, { department: CLINIC, day: '今天', doctor: '林若楠', person: WANG.name })
    await hold(wang)
    await pay(wang)
    await openAppointment(wang)
    board = (await registrationInHis(at, WANG.name, CLINIC)).scheduleId
    await control(at, `his/boards/${board}/open`, {})
    await control(at, `his/boards/${board}/walk-in`, {})
    await wang.getByRole('button', { name: '签到取号' }).click()
    await wang.waitForURL('**/queue/*')
    await wang.getByText('H002', { exact: true }).waitFor(SOON)
    await wang.getByText('实时更新').waitFor()
    await status(wang).filter({ hasText: '请耐心等候' }).waitFor(SOON)
    await look(wang, 'queue of the hospital’s own board')
  })

  it('shows live whom the hospital calls, skips, lets in and has seen', async () => {
    await control(at, `his/boards/${board}/next`, {})
    await wang.getByText('正在就诊 H001').waitFor(SOON)
    await status(wang).filter({ hasText: '下一位就是您' }).waitFor(SOON)
    await act('H001', 'finish')
    await control(at, `his/boards/${board}/next`, {})
    await status(wang).filter({ hasText: '请立即前往' }).waitFor(SOON)
    for (const [what, words] of [['skip', '您已过号'], ['requeue', '下一位就是您'], ['call', '请立即前往'], ['serve', '正在就诊'], ['finish', '本次就诊已完成']] as const) {
      await act('H002', what)
      await status(wang).filter({ hasText: words }).waitFor(SOON)
    }
  })
})

/** The visit for which the pharmacy hands out. */
let visitId: string

describe('[A2-09] the hospital’s pharmacy', () => {
  it('puts together what was paid for on the phone, and hands it out', async () => {
    const visit = await registrationInHis(at, FATHER.name, '心血管')
    visitId = visit.clientReference
    const lines = [{ item: '苯磺酸氨氯地平片', category: '西药费', quantity: 1, unit: '盒', priceFen: 3_000 }]
    const bill = await control<{ id: string }>(at, 'his/bills', { idCard: FATHER.idCard, title: '门诊取药', lines, encounterId: visit.encounterId })
    await zhou.goto(`${at.patient}/bills`)
    await zhou.getByRole('navigation', { name: '就诊人' }).getByRole('link', { name: FATHER.name }).click()
    await zhou.getByRole('link', { name: '门诊取药明细' }).click()
    await zhou.getByRole('button', { name: '缴费 ¥30.00' }).click()
    await zhou.waitForURL(/\/pay\/[0-9a-f-]+$/)
    await pay(zhou)
    const atCounter = async () => (await control<{ billId: string; status: string }[]>(at, 'his/pharmacy')).find(({ billId }) => billId === bill.id)?.status
    await expect.poll(atCounter, SOON).toBe('preparation')
    await control(at, `his/bills/${bill.id}/hand-out`, {})
    expect(await atCounter()).toBe('completed')
  })

  it('belongs to a visit that stands among the person’s visits, with how far it has come', async () => {
    await zhou.goto(`${at.patient}/outpatient`)
    await zhou.getByRole('link', { name: '门诊记录' }).click()
    await zhou.getByRole('navigation', { name: '就诊人' }).getByRole('link', { name: FATHER.name }).click()
    await zhou.waitForURL('**/visits?person=*')
    const visit = zhou.getByRole('main').getByRole('link', { name: /心血管内科/ }).first()
    await visit.filter({ hasText: '已完成' }).waitFor()
    await look(zhou, 'visits')
    await visit.click()
    await zhou.waitForURL(`**/visits/${visitId}`)
    await zhou.getByText('就诊完成', { exact: true }).waitFor()
  })
})

describe('every screen', () => {
  it('tells of it in messages, which are read when opened', async () => {
    await zhou.goto(`${at.patient}/messages`)
    await zhou.getByRole('button', { name: /挂号成功/ }).first().waitFor()
    await look(zhou, 'messages')
    await zhou.getByRole('button', { name: '全部标为已读' }).click()
    await zhou.getByRole('main').getByRole('button').filter({ hasText: '未读' }).first().waitFor({ state: 'detached' })
    for (const [screen, path] of [['home', '/'], ['mine', '/mine'], ['orders', '/orders'], ['price list of home care', '/homecare'], ['appointments', '/appointments'], ['queues', '/queue'], ['departments', '/booking'], ['privacy', '/texts/user.privacy']]) {
      await zhou.goto(at.patient + path)
      await look(zhou, screen!)
    }
  })

  it('passes in the mode for older people too, without scrolling sideways', async () => {
    for (const phone of [wang, zhou]) {
      await phone.goto(at.patient)
      await phone.getByRole('button', { name: '适老版' }).click()
      await phone.locator('html[data-mode=elder]').waitFor()
      await phone.getByRole('button', { name: '最大' }).click()
      await phone.locator('html[data-scale=max]').waitFor()
    }
    for (const { screen, path, phone } of seenScreens()) {
      const page = await phone.newPage()
      await page.goto(at.patient + path)
      await settled(page)
      expect(await violationsOn(page), `${screen} in elder mode`).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), `${screen} is too wide`).toBeLessThanOrEqual(0)
      await page.close()
    }
  })
})

describe('[A2-09] the axis of the visit', () => {
  it('has the medicines picked up: the pharmacy was asked meanwhile', async () => {
    await zhou.goto(`${at.patient}/visits/${visitId}`)
    await expect.poll(async () => { await zhou.reload(); return zhou.getByRole('main').innerText() }, { timeout: 90_000, interval: 500 }).toMatch(/就诊完成[\s\S]*门诊缴费[\s\S]*取药/)
    await look(zhou, 'visit with medicines')
  })
})
