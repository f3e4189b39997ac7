/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { hospital, openBrowser } from '@hospital/launcher/journey'
import { violationsOn } from '@hospital/web/test/accessible'
import { askGraph } from '@hospital/web/test/graph'
import { signInPatient } from '@hospital/web/test/people'
import { openPhone } from './outpatient-day/phone.ts'

const at = hospital()
const SOON = { timeout: 60_000 }

let browser: Browser
let phone: Page

beforeAll(async () => {
  browser = await openBrowser()
  phone = await openPhone(browser)
  await signInPatient(phone, at, '13800000001')
})
afterAll(() => browser?.close())

const ask = async (query: string, variables = {}) => (await askGraph(phone, 'patient', at.gateway, query, variables)).data

/** Holds a place in a clinic of the day after tomorrow that no other journey of this person has taken; answers its order. */
async function holdSomewhere(): Promise<string> {
  const day = new Date(Date.now() + at.clockOffsetMs + 56 * 3_600_000).toISOString().slice(0, 10)
  const { me } = await ask('{ me { patients { id } } }')
  const { departments } = await ask('{ departments(filter: { enabled: true }, first: 100) { nodes { id } } }')
  for (const { id } of departments.nodes) {
    const { schedules } = await ask('query ($id: ID!, $day: Date!) { schedules(departmentId: $id, day: $day) { stopped feeFen slots { id remaining } } }', { id, day })
    for (const { stopped, feeFen, slots } of schedules) {
      const free = slots.find(({ remaining }: { remaining: number }) => remaining > 0)
      if (stopped || feeFen === 0 || !free) continue
      const held = await ask('mutation ($slotId: ID!, $patientId: ID!) { holdAppointment(input: { slotId: $slotId, patientId: $patientId }) { id } }', { slotId: free.id, patientId: me.patients[0].id })
      if (held?.holdAppointment) return orderOf(held.holdAppointment.id)
    }
  }
  throw new Error('No clinic has a place left')
}

async function orderOf(appointmentId: string): Promise<string> {
  let id: string | undefined
  await expect.poll(async () => (id = (await ask('query ($id: ID!) { appointment(id: $id) { order { id } } }', { id: appointmentId })).appointment.order?.id), SOON).toBeTruthy()
  return id!
}

async function openCashier(method: string): Promise<void> {
  await phone.goto(`${at.patient}/pay/${await holdSomewhere()}`)
  await phone.getByRole('radio', { name: method }).check()
  expect(await violationsOn(phone)).toEqual([])
  await phone.getByRole('button', { name: new RegExp(`^${method} ¥`) }).click()
}

describe('[A3-02] [B1-03] the phone\'s cashier', () => {
  it('shows the methods that are offered and pays a registration by Alipay', async () => {
    await openCashier('支付宝')
    await phone.getByRole('heading', { name: '支付宝' }).waitFor(SOON)
    await phone.getByRole('button', { name: '确认支付' }).click()
    await phone.waitForURL('**/pay/return**')
    await phone.getByRole('heading', { name: '支付成功', exact: true }).waitFor(SOON)
  })

  it('pays one by UnionPay, whose page is posted to and posts back', async () => {
    await openCashier('银联在线支付')
    await phone.getByRole('heading', { name: '银联在线支付' }).waitFor(SOON)
    await phone.getByRole('button', { name: '确认支付' }).click()
    await phone.getByText('支付成功').waitFor(SOON)
    await phone.getByRole('button', { name: '返回商户' }).click()
    await phone.waitForURL('**/pay/return**')
    await phone.getByRole('heading', { name: '支付成功', exact: true }).waitFor(SOON)
  })
})
