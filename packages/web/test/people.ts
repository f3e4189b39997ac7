import { createHmac } from 'node:crypto'
import type { Page } from 'playwright-core'

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** What an authenticator shows (RFC 6238, SHA-1, six digits), some steps of 30 s from now. */
export function totp(secret: string, step = Math.floor(Date.now() / 30_000)): string {
  const bits = Array.from(secret, (letter) => base32.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', key).update(counter).digest()
  const at = mac[19]! & 15
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** Signs a patient in as a person does: phone, the code from the SMS, the agreement. */
export async function signInPatient(page: Page, addresses: { patient: string; sandbox: string }, phone: string, next = '/'): Promise<void> {
  await page.goto(`${addresses.patient}/sign-in?next=${encodeURIComponent(next)}`)
  await page.getByRole('textbox', { name: '手机号' }).fill(phone)
  await page.getByRole('textbox', { name: '验证码' }).fill(await askForCode(page, addresses.sandbox, phone))
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: '登录' }).click()
  await page.waitForURL(addresses.patient + next)
}

async function messagesTo(sandbox: string, phone: string): Promise<{ text: string }[]> {
  const response = await fetch(`${sandbox}/_control/sms?template=SIGN_IN_CODE&phone=${phone}`)
  return response.json() as Promise<{ text: string }[]>
}

/** A phone is sent one code a minute: someone who signed in just before waits for the next, as a person would. */
async function askForCode(page: Page, sandbox: string, phone: string): Promise<string> {
  const before = (await messagesTo(sandbox, phone)).length
  const button = page.getByRole('button', { name: '获取验证码' })
  for (const end = Date.now() + 90_000; Date.now() < end; await page.waitForTimeout(2_000)) {
    if ((await button.isVisible()) && (await button.isEnabled())) await button.click()
    const code = await newCode(sandbox, phone, before)
    if (code) return code
  }
  throw new Error(`no code reached ${phone}`)
}

async function newCode(sandbox: string, phone: string, before: number): Promise<string | undefined> {
  for (const end = Date.now() + 5_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 100))) {
    const messages = await messagesTo(sandbox, phone)
    if (messages.length > before) return /\d{6}/.exec(messages[0]!.text)?.[0]
  }
  return undefined
}

/** The demonstration's staff share these; a code is good once for each of them, so signing in twice may wait for the next. */
export const demonstrationPassword = 'Hospital@2026'
export const demonstrationSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

/** Signs a member of staff in at the doctor's workstation or the console, whose sign-in pages are alike. */
export async function signInStaff(page: Page, app: string, login: string, next = '/'): Promise<void> {
  await page.goto(`${app}/sign-in?next=${encodeURIComponent(next)}`)
  await page.getByLabel('账号').fill(login)
  await page.getByRole('textbox', { name: '密码' }).fill(demonstrationPassword)
  await page.getByRole('button', { name: '下一步' }).click()
  for (let attempt = 0; attempt < 3; attempt++) {
    await page.getByLabel('动态口令').fill(totp(demonstrationSecret))
    await Promise.all([page.waitForResponse(/\/api\/session\/totp$/), page.getByRole('button', { name: '登录' }).click()])
    // Let in, the page leads on; refused, it waits for another code.
    await Promise.race([page.waitForURL((url) => url.pathname !== '/sign-in'), page.locator('button[type=submit]:not(.ant-btn-loading)').waitFor()])
    if (!page.url().includes('/sign-in')) return
    await page.waitForTimeout(30_000 - (Date.now() % 30_000) + 500)
  }
  throw new Error(`${login} could not sign in: ${await page.locator('.ant-alert-error').allInnerTexts()}`)
}
