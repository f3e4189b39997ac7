/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { hospital, openBrowser } from '@hospital/launcher/journey'
import { violationsOn } from '@hospital/web/test/accessible'
import { signInPatient } from '@hospital/web/test/people'
import { scan } from './outpatient-day/codes.ts'
import { idCardOf } from './outpatient-day/id-cards.ts'
import { look, openPhone, seenScreens, settled } from './outpatient-day/phone.ts'

const at = hospital()
const PERSON = { name: '沈若兰', idCard: idCardOf('1979-05-03', '226') }
const CHILD = { name: '沈小雨', idCard: idCardOf('2018-09-08', '324') }
const PHONE = '13800001151'

let browser: Browser
let phone: Page
beforeAll(async () => {
  browser = await openBrowser()
  phone = await openPhone(browser)
  await signInPatient(phone, at, PHONE)
})
afterAll(() => browser?.close())

const entry = (name = PERSON.name) => phone.getByRole('listitem', { name, exact: true })

async function addPerson({ name, idCard }: typeof PERSON, relationship: string): Promise<void> {
  await phone.goto(`${at.patient}/patients/new`)
  await phone.getByLabel('姓名', { exact: true }).fill(name)
  await phone.getByLabel('身份证号', { exact: true }).fill(idCard)
  await phone.getByRole('radio', { name: relationship }).check()
  if (relationship === '子女') {
    await phone.getByLabel('监护人姓名').fill(PERSON.name)
    await phone.getByLabel('监护人身份证号').fill(PERSON.idCard)
    await phone.getByLabel('监护人手机号').fill(PHONE)
  }
  await phone.getByRole('button', { name: '添加就诊人' }).click()
  await phone.waitForURL('**/patients')
}

/** Consent, and on to the provider's page. */
async function goToCamera(): Promise<void> {
  await phone.getByRole('checkbox').check()
  await phone.getByRole('button', { name: /开始人脸核验|重新核验/ }).click()
  await phone.waitForURL('**/faceid/check/**')
}

const control = async (path: string, body?: object) => {
  const response = await fetch(`${at.sandbox}/_control/${path}`, body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  return response.json() as Promise<any>
}

describe('[A5-01] a face check on the phone', () => {
  it('asks for consent, refuses another face, and proves the right one', async () => {
    await addPerson(PERSON, '本人')
    await entry().getByText('未实名').waitFor()
    await entry().getByRole('link', { name: /人脸实名/ }).click()
    await phone.getByRole('heading', { name: '怎样核验' }).waitFor()
    await phone.getByRole('button', { name: '开始人脸核验' }).click()
    await phone.getByText('请先阅读并勾选同意书。').waitFor()
    await look(phone, 'face check')
    await goToCamera()
    await phone.getByRole('button', { name: '不是本人（与公安照片不符）' }).click()
    await phone.getByRole('heading', { name: '人脸核验未通过' }).waitFor()
    await phone.getByText('面部与公安机关留存的照片不一致').waitFor()
    await look(phone, 'face check refused')
    await phone.getByRole('link', { name: '重新核验' }).click()
    await goToCamera()
    await phone.getByRole('button', { name: '本人刷脸通过' }).click()
    await phone.getByRole('heading', { name: '人脸核验通过' }).waitFor()
    await phone.getByRole('link', { name: '返回就诊人' }).click()
    await entry().getByText('已实名').waitFor()
    await look(phone, 'proven person')
  })

  it('is found again by who closed the app in the middle; a guardian does it for a child', async () => {
    await addPerson(CHILD, '子女')
    await entry(CHILD.name).getByRole('link', { name: /人脸实名/ }).click()
    await phone.getByText(`监护人${PERSON.name}本人`).waitFor()
    await goToCamera()
    const token = new URL(phone.url()).pathname.split('/').at(-1)!
    await phone.goto(`${at.patient}/patients`)
    await entry(CHILD.name).getByRole('link', { name: /核验中/ }).click()
    await phone.getByRole('link', { name: '查询核验结果' }).click()
    await phone.getByRole('heading', { name: '人脸核验还没有完成' }).waitFor()
    await look(phone, 'face check unfinished')
    await control(`faceid/checks/${token}`, { outcome: 'PASS' })
    await phone.getByRole('button', { name: '再查一次' }).click()
    await phone.getByRole('heading', { name: '人脸核验通过' }).waitFor()
  })
})

describe('[A1-11] an electronic health card on the phone', () => {
  it('is applied for with consent on the channel\'s page, and shows a code that a reader takes once', async () => {
    await phone.goto(`${at.patient}/mine`)
    await phone.getByRole('link', { name: '电子健康卡' }).click()
    await phone.getByRole('heading', { name: '还没有电子健康卡' }).waitFor()
    await look(phone, 'no health card')
    await phone.getByRole('link', { name: '领取电子健康卡' }).click()
    await phone.getByLabel('民族').selectOption('回族')
    await phone.getByRole('checkbox').check()
    await look(phone, 'applying for a health card')
    await phone.getByRole('button', { name: '授权并领取' }).click()
    await phone.waitForURL('**/healthcard/authorize**')
    await phone.getByRole('button', { name: '授权并领取新卡' }).click()
    const code = phone.getByRole('img', { name: `${PERSON.name}动态健康码` })
    await code.waitFor()
    await phone.getByText(/秒后失效/).waitFor()
    await look(phone, 'health card')
    const text = await scan(code, 'qr')
    expect(text).toMatch(/^[0-9A-F]{64}:0:/)
    expect(await control('healthcard/scan', { text })).toMatchObject({ name: PERSON.name, recordNumber: expect.any(String) })
    expect(await control('healthcard/scan', { text })).toMatchObject({ message: '该健康码已使用' })
    const drawn = () => code.locator('path').getAttribute('d')
    const before = await drawn()
    await phone.getByRole('button', { name: '更新健康码' }).click()
    await expect.poll(drawn, { timeout: 30_000 }).not.toBe(before)
    expect(await scan(code, 'qr')).not.toBe(text)
  })

  it('says so when the platform is away, and shows no code that is over', async () => {
    await control('faults', { system: 'healthcard', mode: 'down' })
    await phone.reload()
    await phone.getByText('电子健康卡平台暂时无法连接').waitFor()
    expect(await phone.getByRole('img', { name: /动态健康码/ }).count()).toBe(0)
    await control('faults/clear', { system: 'healthcard' })
    await phone.getByRole('button', { name: '更新健康码' }).click()
    await phone.getByRole('img', { name: /动态健康码/ }).waitFor()
  })
})

describe('[A1-10] cards on the phone', () => {
  it('are dragged into an order that a reload keeps; a number shows when asked for', async () => {
    await phone.goto(`${at.patient}/cards`)
    const names = () => phone.locator('ol b').allInnerTexts()
    await phone.locator('ol b').first().waitFor()
    await settled(phone)
    const before = await names()
    const handles = phone.locator('ol li > span[aria-hidden]')
    const [from, to] = [await handles.first().boundingBox(), await handles.last().boundingBox()]
    await phone.mouse.move(from!.x + 10, from!.y + 20)
    await phone.mouse.down()
    await phone.mouse.move(from!.x + 10, from!.y + 40, { steps: 4 })
    await phone.mouse.move(to!.x + 10, to!.y + 20, { steps: 8 })
    await phone.mouse.up()
    const after = [...before.slice(1), before[0]]
    await expect.poll(names, { timeout: 15_000 }).toEqual(after)
    await phone.getByText('顺序已保存').waitFor()
    await phone.reload()
    await expect.poll(names, { timeout: 15_000 }).toEqual(after)
    const hidden = phone.locator('section p').filter({ hasText: /^\w+\*{4}\w{4}$/ })
    await hidden.waitFor()
    await phone.getByRole('button', { name: '显示卡号' }).click()
    const number = await phone.locator('section p').filter({ hasText: /^\w{6,}$/ }).innerText()
    expect(await scan(phone.getByRole('img', { name: '条形码' }), 'bars')).toBe(number)
    await look(phone, 'sorted cards')
  })
})

describe('for older people', () => {
  it('every screen met here passes in the elder mode too, and fits', async () => {
    await phone.goto(at.patient)
    await phone.getByRole('button', { name: '适老版' }).click()
    await phone.locator('html[data-mode=elder]').waitFor()
    await phone.getByRole('button', { name: '最大' }).click()
    await phone.locator('html[data-scale=max]').waitFor()
    for (const { screen, path } of seenScreens()) {
      await phone.goto(at.patient + path)
      await settled(phone)
      expect(await violationsOn(phone), `${screen} in elder mode`).toEqual([])
      expect(await phone.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), `${screen} is too wide`).toBeLessThanOrEqual(0)
    }
  })
})
