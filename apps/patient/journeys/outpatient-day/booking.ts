import type { Page } from 'playwright-core'

export interface Choice {
  /** As far as it is typed into the search; 心血管 unless told. */
  department?: string
  /** Its text in the strip of days: 今天, 明天. */
  day: string
  doctor: string
  person: string
}

/** From home to a chosen segment: department, day, doctor, the first segment that has places, the person. Answers the segment. */
export async function chooseSegment(page: Page, home: string, { department = '心血管', day, doctor, person }: Choice): Promise<string> {
  await page.goto(home)
  await page.getByRole('link', { name: '搜科室，预约挂号' }).click()
  await page.getByRole('searchbox').fill(department)
  await page.getByRole('link', { name: department }).first().click()
  await page.getByRole('navigation', { name: '就诊日期' }).getByRole('link', { name: day }).click()
  const date = page.getByRole('navigation', { name: '就诊日期' }).locator('[aria-current=date]').filter({ hasText: day })
  await date.waitFor()
  const card = page.getByRole('region', { name: doctor, exact: true }).first()
  const free = card.getByRole('button', { name: /余 \d/ })
  if (!(await free.first().isVisible())) await card.getByRole('button', { name: '选时段' }).click()
  const segment = free.first()
  const words = (await segment.innerText()).split('\n')[0]!
  await segment.click()
  const summary = page.getByText(`就诊人 ${person}`)
  if (!(await summary.isVisible())) {
    await page.getByRole('button', { name: '换人' }).click()
    await page.getByRole('dialog').getByRole('button', { name: person }).click()
  }
  await summary.waitFor()
  return words
}

export async function hold(page: Page): Promise<void> {
  await page.getByRole('button', { name: '锁定号源' }).click()
  await page.waitForURL(/\/pay\/[0-9a-f-]+$/)
  await page.getByRole('button', { name: /^微信支付 ¥/ }).waitFor()
}

/** Pays on the channel's own page and comes back to the result. */
export async function pay(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^微信支付 ¥/ }).click()
  await page.getByRole('button', { name: '确认支付' }).click()
  await page.waitForURL('**/pay/return**')
  await page.getByRole('heading', { name: '支付成功', exact: true }).waitFor()
}

export async function openAppointment(page: Page): Promise<void> {
  await page.getByRole('link', { name: '查看挂号' }).click()
  await page.waitForURL(/\/appointments\/[0-9a-f-]+$/)
  await page.getByText('待就诊', { exact: true }).waitFor()
}
