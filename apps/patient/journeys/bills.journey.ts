/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { hospital, openBrowser } from '@hospital/launcher/journey'
import { violationsOn } from '@hospital/web/test/accessible'
import { signInPatient, signInStaff } from '@hospital/web/test/people'
import { look, openPhone } from './outpatient-day/phone.ts'

const at = hospital()
const PHONE = '13800000001'
const ID_CARD = '330109198503126226'
const SOON = { timeout: 60_000 }

let browser: Browser
let phone: Page
let desk: Page

beforeAll(async () => {
  browser = await openBrowser()
  phone = await openPhone(browser)
  desk = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage()
  // A third bill, which no other journey pays.
  await fetch(`${at.sandbox}/_control/his/bills`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ idCard: ID_CARD, title: '治疗费' }) })
  await signInPatient(phone, at, PHONE)
  await signInStaff(desk, at.console, 'accountant', '/refund-requests')
})
afterAll(() => browser?.close())

describe('outpatient bills', () => {
  let orderPath = ''

  it('[B1-04] lists the bills of a person, with their lines behind each', async () => {
    await phone.goto(`${at.patient}/bills`)
    await phone.getByRole('navigation', { name: '就诊人' }).getByRole('link', { name: '周文静' }).click()
    await phone.getByText('治疗费', { exact: true }).waitFor()
    await look(phone, 'bills')
    await phone.getByRole('link', { name: '治疗费明细' }).click()
    await phone.getByRole('heading', { name: '收费明细' }).waitFor()
    await look(phone, 'a bill')
    await phone.goBack()
  })

  it('[B1-05] pays three at once: the parts before, the result of each after', async () => {
    await phone.goto(`${at.patient}/bills`)
    await phone.getByRole('navigation', { name: '就诊人' }).getByRole('link', { name: '周文静' }).click()
    await phone.getByRole('region', { name: '门诊账单' }).waitFor()
    await phone.getByRole('button', { name: '去支付' }).click()
    await phone.getByRole('heading', { name: '合并支付 3 笔' }).waitFor()
    await look(phone, 'paying together')
    await phone.getByRole('button', { name: /^微信支付 ¥/ }).click()
    await phone.getByRole('button', { name: '确认支付' }).click()
    await phone.waitForURL('**/pay/return**')
    await phone.getByRole('heading', { name: '支付成功', exact: true }).waitFor(SOON)
    await expect.poll(() => phone.getByText('已完成', { exact: true }).count(), SOON).toBeGreaterThan(0)
    await look(phone, 'paid together')
    await phone.goto(`${at.patient}/bills?state=paid`)
    await expect.poll(async () => { await phone.reload(); return phone.getByText('已缴费', { exact: true }).count() }, SOON).toBeGreaterThanOrEqual(4)
    await look(phone, 'paid bills')
  })

  it('[C5-03] asks one part back with a reason', async () => {
    await phone.goto(`${at.patient}/bills?state=paid`)
    await phone.getByRole('link', { name: /治疗费/ }).click()
    await phone.getByText('医院收据号').waitFor()
    await look(phone, 'the receipt of a bill')
    await phone.getByRole('link', { name: '查看支付订单' }).click()
    await phone.getByRole('link', { name: '申请退费' }).click()
    await phone.getByRole('radio', { name: '没有取药或没有做检查' }).check()
    await look(phone, 'asking for a refund')
    await phone.getByRole('button', { name: '提交申请' }).click()
    await phone.getByText('审核中').waitFor()
    orderPath = new URL(phone.url()).pathname
    await look(phone, 'a refund asked for')
  })

  it('[C5-03] a person at the desk approves it, and the money goes back', async () => {
    await desk.reload()
    await desk.locator('tbody tr.ant-table-row').filter({ hasText: '治疗费' }).first().getByRole('button').first().click()
    await desk.getByRole('button', { name: '同意退费' }).waitFor()
    expect(await violationsOn(desk)).toEqual([])
    await desk.getByRole('button', { name: '同意退费' }).click()
    await desk.getByRole('button', { name: '同意并退款' }).dblclick()
    await desk.getByText('已同意，退款已提交').waitFor()
    await expect.poll(async () => { await phone.goto(at.patient + orderPath); return phone.getByText('已退费', { exact: true }).count() }, SOON).toBe(1)
    await phone.getByText('患者申请退费').waitFor()
    await look(phone, 'refunded')
  })
})
