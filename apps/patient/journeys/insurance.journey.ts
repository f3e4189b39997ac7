/// <reference lib="dom" />
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { hospital, openBrowser } from '@hospital/launcher/journey'
import { signInPatient } from '@hospital/web/test/people'
import { chooseSegment, hold } from './outpatient-day/booking.ts'
import { idCardOf } from './outpatient-day/id-cards.ts'
import { look, openPhone } from './outpatient-day/phone.ts'

const at = hospital()
const NAME = '严文清'

/** The first of this day whom the sandbox's insurer knows. */
const idCard = ['301', '303', '305', '307', '309', '311', '313', '315', '317'].map((order) => idCardOf('1981-04-12', order)).find((one) => createHash('sha256').update(`insurance ${one}`).digest()[0]! % 10 < 7)!

let browser: Browser
let phone: Page
beforeAll(async () => {
  browser = await openBrowser()
  phone = await openPhone(browser)
  await signInPatient(phone, at, '13800001161')
  await phone.goto(`${at.patient}/patients/new`)
  await phone.getByLabel('姓名', { exact: true }).fill(NAME)
  await phone.getByLabel('身份证号', { exact: true }).fill(idCard)
  await phone.getByRole('radio', { name: '本人' }).check()
  await phone.getByRole('button', { name: '添加就诊人' }).click()
  await phone.waitForURL('**/patients')
})
afterAll(() => browser?.close())

const control = async (path: string, body?: object) => {
  const response = await fetch(`${at.sandbox}/_control/${path}`, body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  return response.json() as Promise<any>
}

async function presettle(): Promise<void> {
  await phone.getByRole('button', { name: '使用医保' }).click()
  await phone.waitForURL('**/insurance/voucher**')
  await phone.getByRole('button', { name: new RegExp(`^${NAME}`) }).click()
  await phone.waitForURL(/\/pay\/[0-9a-f-]+$/)
  await phone.getByRole('heading', { name: '医保预结算' }).waitFor()
}

describe('[A3-06] the hospital card on the phone', () => {
  it('[A3-06] is topped up, and shows its balance', async () => {
    await phone.goto(`${at.patient}/cards`)
    await phone.getByRole('link', { name: '充值' }).click()
    await phone.getByText(`${NAME} 就诊卡余额`).waitFor()
    await look(phone, 'card top-up')
    await phone.getByText('¥100.00').click()
    await phone.getByRole('button', { name: '去支付' }).click()
    await phone.getByRole('button', { name: /^微信支付 ¥100/ }).click()
    await phone.getByRole('button', { name: '确认支付' }).click()
    await phone.getByRole('heading', { name: '支付成功', exact: true }).waitFor()
    await phone.getByRole('link', { name: '查看就诊卡' }).click()
    await phone.getByRole('heading', { name: '就诊卡余额' }).waitFor()
    await expect.poll(async () => { await phone.reload(); return phone.getByRole('region', { name: '就诊卡余额' }).innerText() }, { timeout: 20_000, interval: 500 }).toContain('¥100.00')
    await look(phone, 'card with balance')
  })
})

describe('[A3-07] [C5-04] medical insurance on the phone', () => {
  it('[A3-07] [C5-04] [A3-06] shows the split, settles, and is reversed when the cash part fails; settled anew, the hospital card pays the rest', async () => {
    await chooseSegment(phone, at.patient, { day: '明天', doctor: '陈立群', person: NAME })
    await hold(phone)
    await look(phone, 'cashier with insurance')
    await presettle()
    for (const word of ['医保统筹支付', '个人账户支付', '现金支付']) await phone.getByText(word, { exact: true }).waitFor()
    await look(phone, 'insurance split')
    await phone.getByRole('button', { name: /^医保结算并微信支付 ¥/ }).click()
    await phone.getByRole('button', { name: '确认支付' }).waitFor()
    const [trade] = await control('wechatpay/orders')
    // The app is closed in the middle: who comes back sees what is left to pay.
    await phone.goto(`${at.patient}/orders`)
    await phone.getByRole('link', { name: /去支付/ }).first().click()
    await phone.getByRole('heading', { name: '医保已结算' }).waitFor()
    await look(phone, 'insurance settled, cash open')
    await control(`fail/${trade.outTradeNo}`, {})
    const order = new URL(phone.url()).pathname.split('/').at(-1)!
    await phone.goto(`${at.patient}/pay/return?order=${order}`)
    await expect.poll(async () => (await control('insurance/orders'))[0].state, { timeout: 20_000 }).toBe('REFUNDED')
    await phone.goto(`${at.patient}/pay/${order}`)
    await presettle()
    await phone.getByRole('radio', { name: /就诊卡余额/ }).check()
    await phone.getByRole('button', { name: /^医保结算并就诊卡支付 ¥/ }).click()
    await phone.getByRole('heading', { name: '支付成功', exact: true }).waitFor()
    await phone.getByRole('heading', { name: '医保结算' }).waitFor()
    await look(phone, 'paid by insurance')
  })
})
