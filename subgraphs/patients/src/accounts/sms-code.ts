import { createHmac, randomInt } from 'node:crypto'
import { and, count, desc, eq, gt, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import { blindIndex, blindIndexes, lockingIndex } from '@hospital/access/personal-data'
import { isConnectorFailure } from '@hospital/connectors/failure'
import { newId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction } from '@hospital/subgraph/transaction'
import type { PatientsContext } from '../context.ts'
import { configuration } from '../configuration.ts'
import { chosenSms } from '../messages/sending.ts'
import { smsCode } from '../tables.ts'
import { phoneFrom } from './phone.ts'

const LIFE_SECONDS = 5 * 60
const PAUSE_SECONDS = 60
const HOUR_MS = 3_600_000
const TRIES = 5

/**
 * Sends a sign-in code; the answer is the same whether the number is known or not. Refuses PHONE_INVALID, SMS_CODE_TOO_SOON (one a
 * minute), TOO_MANY_REQUESTS (a phone's or an address's limit of an hour), SMS_FAILED.
 */
export async function requestSmsCode(ctx: PatientsContext, input: { phone: string }) {
  const phone = phoneFrom(input.phone)
  const issued = await inTransaction(ctx, (tx) => issueCode(tx, phone))
  await deliver(ctx, phone, issued)
  return { retryAfterSeconds: PAUSE_SECONDS, expiresInSeconds: LIFE_SECONDS }
}

interface IssuedCode {
  id: string
  code: string
}

async function issueCode(tx: Context, phone: string): Promise<IssuedCode> {
  const phoneIndexes = blindIndexes(tx.keys, phone)
  // Requests of one phone go one after the other, so the limits below count right.
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext(${`sms-code ${lockingIndex(tx.keys, phone)}`}))`)
  await requirePause(tx, phoneIndexes)
  const [id, code] = [newId(), String(randomInt(1_000_000)).padStart(6, '0')]
  const now = tx.now()
  await tx.db.update(smsCode).set({ voidedAt: now }).where(and(inArray(smsCode.phoneIndex, phoneIndexes), isNull(smsCode.voidedAt)))
  await tx.db.insert(smsCode).values({
    id, phoneIndex: blindIndex(tx.keys, phone), codeHash: hashOf(tx, id, code), ip: tx.origin.ip, requestedAt: now, expiresAt: new Date(now.getTime() + LIFE_SECONDS * 1000),
  })
  return { id, code }
}

async function requirePause(tx: Context, phoneIndexes: string[]): Promise<void> {
  const now = tx.now().getTime()
  const [last] = await tx.db.select().from(smsCode).where(and(inArray(smsCode.phoneIndex, phoneIndexes), isNull(smsCode.voidedAt))).orderBy(desc(smsCode.requestedAt)).limit(1)
  const wait = last ? Math.ceil((last.requestedAt.getTime() + PAUSE_SECONDS * 1000 - now) / 1000) : 0
  if (wait > 0) throw new Refusal('SMS_CODE_TOO_SOON', { message: `验证码已发送，请 ${wait} 秒后再获取。`, details: { retryAfterSeconds: wait } })
  const smsPerPhoneAnHour = await configuration.settingOf(tx, 'sms.perPhoneAnHour')
  const smsPerIpAnHour = await configuration.settingOf(tx, 'sms.perIpAnHour')
  const since = and(gt(smsCode.requestedAt, new Date(now - HOUR_MS)), or(inArray(smsCode.phoneIndex, phoneIndexes), tx.origin.ip ? eq(smsCode.ip, tx.origin.ip) : undefined))
  const [{ phone, ip }] = await tx.db.select({
    phone: count(sql`case when ${inArray(smsCode.phoneIndex, phoneIndexes)} then 1 end`),
    ip: count(sql`case when ${smsCode.ip} = ${tx.origin.ip} then 1 end`),
  }).from(smsCode).where(since) as [{ phone: number; ip: number }]
  if (phone >= smsPerPhoneAnHour || ip >= smsPerIpAnHour) throw new Refusal('TOO_MANY_REQUESTS', { message: '获取验证码太频繁，请一小时后再试。' })
}

/** A code that surely was not sent is void, so that the person need not wait; one that may have been sent stays good. */
async function deliver(ctx: PatientsContext, phone: string, { id, code }: IssuedCode): Promise<void> {
  try {
    const { accepted, code: answer } = await (await chosenSms(ctx)).port.sendSms({ phone, templateId: 'SIGN_IN_CODE', params: [code, String(LIFE_SECONDS / 60)] })
    if (accepted) return
    ctx.log.warn({ answer }, 'sms refused')
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    ctx.log.warn({ err: error }, 'sms failed')
    if (error.resultUnknown) throw new Refusal('SMS_FAILED', { message: '短信可能会延迟送达，请稍等；一分钟后仍未收到可重新获取。', details: { retryAfterSeconds: PAUSE_SECONDS } })
  }
  await ctx.db.update(smsCode).set({ voidedAt: ctx.now() }).where(eq(smsCode.id, id))
  throw new Refusal('SMS_FAILED')
}

/** Uses up the code, once. Answers why not, rather than throwing, so that a wrong try is kept. */
export async function redeemCode(tx: Context, phone: string, code: string): Promise<Refusal | undefined> {
  const [newest] = await tx.db.select().from(smsCode).where(and(inArray(smsCode.phoneIndex, blindIndexes(tx.keys, phone)), isNull(smsCode.voidedAt))).orderBy(desc(smsCode.requestedAt)).limit(1)
  if (!newest) return new Refusal('SMS_CODE_EXPIRED')
  const redeemable = and(eq(smsCode.id, newest.id), isNull(smsCode.usedAt), isNull(smsCode.voidedAt), gt(smsCode.expiresAt, tx.now()), lt(smsCode.wrongTries, TRIES))
  const [used] = await tx.db.update(smsCode).set({ usedAt: tx.now() }).where(and(redeemable, eq(smsCode.codeHash, hashOf(tx, newest.id, code)))).returning({ id: smsCode.id })
  if (used) return undefined
  const [wrong] = await tx.db.update(smsCode).set({ wrongTries: sql`${smsCode.wrongTries} + 1` }).where(redeemable).returning({ wrongTries: smsCode.wrongTries })
  if (!wrong) return new Refusal('SMS_CODE_EXPIRED')
  const triesLeft = TRIES - wrong.wrongTries
  if (triesLeft > 0) return new Refusal('SMS_CODE_WRONG', { details: { triesLeft } })
  return new Refusal('SMS_CODE_WRONG', { message: '验证码多次输入错误，已失效，请重新获取。', details: { triesLeft } })
}

/** Codes are short: only a keyed hash keeps them from whoever reads the table. */
const hashOf = (ctx: Context, id: string, code: string) => createHmac('sha256', Buffer.from(ctx.keys.sessionKey, 'base64url')).update(`sms-code ${id} ${code}`).digest('base64url')

/** Codes of days past are of no use to anybody. */
export async function forgetSmsCodes(ctx: Context): Promise<void> {
  await ctx.db.delete(smsCode).where(lt(smsCode.requestedAt, new Date(ctx.now().getTime() - 24 * HOUR_MS)))
}
