import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { hospital, openBrowser } from '@hospital/launcher/journey'
import { violationsOn } from '@hospital/web/test/accessible'
import { signInStaff, totp } from '@hospital/web/test/people'

let browser: Browser
let doctor: Page
let desk: Page
const at = hospital()
const soon = { timeout: 30_000 }
const stamp = Date.now() % 1_000_000
const name = `柳如${['新', '月', '烟', '云', '雪'][stamp % 5]}`
const login = `liu${stamp}`
const rows = () => desk.locator('tbody tr.ant-table-row')
const picture = (background: string) => sharp({ create: { width: 80, height: 60, channels: 3, background } }).png().toBuffer()

beforeAll(async () => {
  browser = await openBrowser()
  const page = async () => (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage()
  ;[doctor, desk] = [await page(), await page()]
})
afterAll(() => browser.close())

/** As a person does with a temporary password: a password of his own, and an authenticator. */
async function enterFirst(password: string): Promise<void> {
  await doctor.goto(`${at.doctor}/sign-in`)
  await doctor.getByLabel('账号').fill(login)
  await doctor.getByRole('textbox', { name: '密码' }).fill(password)
  const [answer] = await Promise.all([doctor.waitForResponse(/session\/password/), doctor.getByRole('button', { name: '下一步' }).click()])
  const { data } = (await answer.json()) as { data: { signInStaff: { otpauthUri: string } } }
  await doctor.getByLabel('新密码').fill('Own@2026-long')
  await doctor.getByLabel('再输入一次').fill('Own@2026-long')
  await doctor.getByLabel('动态口令', { exact: true }).fill(totp(new URL(data.signInStaff.otpauthUri).searchParams.get('secret')!))
  await doctor.getByRole('button', { name: '登录' }).click()
  await doctor.waitForURL(`${at.doctor}/application`)
}

describe('[A1-05] from a new doctor to one who works', () => {
  it('an operator adds him and opens his account with a temporary password', async () => {
    await signInStaff(desk, at.console, 'operator', '/staff')
    await desk.getByRole('button', { name: '新增人员' }).click()
    await desk.getByLabel('姓名', { exact: true }).last().fill(name)
    await desk.getByLabel('职称').fill('主治医师')
    await desk.getByRole('dialog').getByLabel('科室').click()
    await desk.locator('.ant-select-dropdown:visible .ant-select-item-option, .ant-select-dropdown:visible .ant-select-tree-treenode').first().click()
    await desk.keyboard.press('Escape')
    await desk.getByRole('dialog').getByRole('button', { name: '新增人员' }).click()
    await desk.getByText('已新增，等待资质审核').waitFor()
    await desk.goto(`${at.console}/staff?q=${encodeURIComponent(name)}&standing=PENDING`)
    await rows().first().getByRole('button').first().click()
    await desk.getByRole('button', { name: '开通登录账号' }).click()
    await desk.getByLabel('账号', { exact: true }).fill(login)
    await desk.getByRole('button', { name: '开通账号', exact: true }).click()
    const password = (await desk.locator('.ant-modal code').innerText()).trim()
    expect(await violationsOn(desk)).toEqual([])
    await desk.getByRole('button', { name: '已记下' }).click()
    await enterFirst(password)
  })

  it('he is led to his application alone, hands in pictures and a PDF', async () => {
    await doctor.goto(at.doctor)
    await doctor.waitForURL(`${at.doctor}/application`)
    await doctor.getByRole('button', { name: '撤回申请' }).click()
    await doctor.locator('.ant-modal-confirm').getByRole('button', { name: '撤回申请' }).click()
    await doctor.getByRole('button', { name: '提交审核' }).waitFor()
    await doctor.getByLabel('执业证号').fill('110330000123456')
    await doctor.getByLabel('独立临床工作起始日期').fill('2018-07-01')
    await doctor.keyboard.press('Enter')
    await doctor.getByLabel('上传执业证').setInputFiles({ name: '执业证.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n') })
    await doctor.getByRole('button', { name: '提交审核' }).click()
    await doctor.getByText('请上传主执业机构同意书。').waitFor()
    await doctor.getByLabel('上传主执业机构同意书').setInputFiles({ name: '同意书.png', mimeType: 'image/png', buffer: await picture('#0b6b8a') })
    expect(await violationsOn(doctor)).toEqual([])
    await doctor.getByRole('button', { name: '提交审核' }).click()
    await doctor.getByText('申请正在审核，结果会通知您。').waitFor()
    expect(await violationsOn(doctor)).toEqual([])
  })

  it('the auditor opens the documents and refuses with a reason, which he reads', async () => {
    await desk.goto(`${at.console}/applications?q=${encodeURIComponent(name)}&status=PENDING`)
    await rows().first().getByRole('button').first().click()
    const link = desk.getByRole('link', { name: /执业证（PDF）/ })
    expect((await desk.context().request.get(at.console + (await link.getAttribute('href'))!)).headers()['content-type']).toBe('application/pdf')
    expect(await violationsOn(desk)).toEqual([])
    await desk.getByRole('button', { name: '不通过' }).click()
    await desk.getByLabel('未通过的原因').fill('同意书未盖章')
    await desk.getByRole('button', { name: '确认不通过' }).click()
    await desk.getByText('已通知申请人').waitFor()
    await doctor.reload()
    await doctor.getByText('未通过原因：同意书未盖章').waitFor()
    expect(await violationsOn(doctor)).toEqual([])
  })

  it('he mends it with the rest kept, and is accepted', async () => {
    await doctor.getByRole('button', { name: '移除已上传的主执业机构同意书' }).click()
    await doctor.getByLabel('上传主执业机构同意书').setInputFiles({ name: '盖章同意书.png', mimeType: 'image/png', buffer: await picture('#bd2c26') })
    await doctor.getByRole('button', { name: '提交审核' }).click()
    await doctor.getByText('申请正在审核，结果会通知您。').waitFor()
    await desk.goto(`${at.console}/applications?q=${encodeURIComponent(name)}&status=PENDING`)
    await rows().first().getByRole('button').first().click()
    await desk.getByRole('button', { name: '审核通过' }).click()
    await desk.getByText('已审核通过').waitFor()
    await expect.poll(async () => { await doctor.goto(`${at.doctor}/profile`); return doctor.getByText('已审核').count() }, soon).toBe(1)
    await doctor.getByRole('link', { name: '返回工作站' }).waitFor()
    expect(await violationsOn(doctor)).toEqual([])
  })

  it('[A2-07] his password and his feedback have their pages', async () => {
    await doctor.goto(`${at.doctor}/password`)
    await doctor.getByLabel('当前密码').fill('wrong-password-1')
    await doctor.getByLabel('新密码', { exact: true }).fill('Other@2026-long')
    await doctor.getByLabel('再输入一次新密码').fill('Other@2026-long')
    await doctor.getByRole('button', { name: '修改密码' }).last().click()
    await doctor.getByText('当前密码不正确。').waitFor()
    expect(await violationsOn(doctor)).toEqual([])
    await doctor.getByLabel('当前密码').fill('Own@2026-long')
    await doctor.getByRole('button', { name: '修改密码' }).last().click()
    await doctor.getByText('密码已修改').waitFor()
    await doctor.goto(`${at.doctor}/feedback`)
    await doctor.getByLabel('内容').fill('候诊列表希望按科室分组')
    expect(await violationsOn(doctor)).toEqual([])
    await doctor.getByRole('button', { name: '提交反馈' }).click()
    await doctor.waitForURL(/\/feedback\/[0-9a-f-]{36}$/)
    await doctor.getByText('已提交').first().waitFor()
    expect(await violationsOn(doctor)).toEqual([])
  })
})
