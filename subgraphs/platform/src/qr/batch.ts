import { randomInt } from 'node:crypto'
import { and, asc, count, eq, inArray, isNull, sql } from 'drizzle-orm'
import { isConnectorFailure } from '@hospital/connectors/failure'
import { isId, newId } from '@hospital/database/identifier'
import { audit } from '@hospital/subgraph/audit'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction } from '@hospital/subgraph/transaction'
import type { PlatformContext } from '../context.ts'
import { beginJob, failJob, recordStep, startJob, succeedJob, type JobRow } from '../jobs/job.ts'
import { department, practitioner } from '../tables/directory.ts'
import { job, type JobStep } from '../tables/job.ts'
import { qrCode } from '../tables/qr.ts'
import { packCodes } from './archive.ts'
import type { CreateQrCodesInput } from './qr-code.types.ts'
import type { QrCodeRow } from './qr-code.ts'

export const MOST_AT_ONCE = 1_000
const LONGEST_DAYS = 30
const CAMPAIGN_MOST = 30
const TELL_EVERY = 25

/** Without letters that are read for one another. */
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz'
const newCode = () => Array.from({ length: 10 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')

/**
 * Begins a batch: a code for each target, made in the background. Refuses INVALID_INPUT (no target, more than a thousand, a campaign
 * without a name, a temporary code without its days), NOT_FOUND (a target that is not in service).
 */
export async function createQrCodes(ctx: PlatformContext, input: CreateQrCodesInput): Promise<JobRow> {
  const { viewer } = ctx
  if (viewer.kind !== 'ADMINISTRATOR') throw new Refusal('FORBIDDEN')
  const campaign = input.campaign.trim()
  if (!campaign || [...campaign].length > CAMPAIGN_MOST || /[\u0000-\u001f]/.test(campaign)) throw invalid('campaign', `活动名称须为 1 到 ${CAMPAIGN_MOST} 个字。`)
  const holdsDays = daysOf(input)
  const targets = await targetsOf(ctx, input)
  return inTransaction(ctx, async (tx) => {
    const { row } = await startJob(tx, { kind: 'QR_CODES', title: `生成二维码：${campaign}`, scope: newId(), task: 'makeQrCodes', requestedBy: viewer.administratorId })
    const { target, channel } = input
    await tx.db.insert(qrCode).values(targets.map((targetId, place) => ({ code: newCode(), target, targetId, channel, campaign, jobId: row.id, place, holdsDays, createdAt: tx.now(), createdBy: viewer.administratorId })))
    await audit(tx, 'qr-code.create', { subjectType: 'Job', subjectId: row.id, after: { target, channel, campaign, count: targets.length } })
    return row
  })
}

const invalid = (field: string, message: string) => new Refusal('INVALID_INPUT', { message, details: { field } })

function daysOf({ channel, holdsDays }: CreateQrCodesInput): number | null {
  if (channel !== 'WECHAT_TEMPORARY') return null
  if (!Number.isInteger(holdsDays) || holdsDays! < 1 || holdsDays! > LONGEST_DAYS) throw invalid('holdsDays', `临时二维码的有效期须为 1 到 ${LONGEST_DAYS} 天。`)
  return holdsDays!
}

async function targetsOf(ctx: PlatformContext, { target, targetIds, institutionId }: CreateQrCodesInput): Promise<(string | null)[]> {
  if (target === 'ACCOUNT') return [null]
  const asked = targetIds?.length ? [...new Set(targetIds)] : null
  if (asked && asked.length > MOST_AT_ONCE) throw tooMany()
  if (asked?.some((id) => !isId(id)) || (institutionId && !isId(institutionId))) throw new Refusal('NOT_FOUND')
  const table = target === 'DOCTOR' ? practitioner : department
  const where = and(
    eq(table.enabled, true), isNull(table.removedAt), target === 'DOCTOR' ? and(eq(practitioner.role, 'DOCTOR'), eq(practitioner.standing, 'APPROVED')) : undefined,
    asked ? inArray(table.id, asked) : undefined, institutionId ? eq(table.institutionId, institutionId) : undefined,
  )
  const rows = await ctx.db.select({ id: table.id }).from(table as typeof practitioner).where(where).orderBy(asc(table.institutionId), asc(table.name), asc(table.id)).limit(MOST_AT_ONCE + 1)
  if (asked && rows.length < asked.length) throw new Refusal('NOT_FOUND', { message: '所选对象中有已停用或不存在的，请重新选择。', details: { field: 'targetIds' } })
  if (rows.length === 0) throw invalid('targetIds', '没有可以生成二维码的对象。')
  if (rows.length > MOST_AT_ONCE) throw tooMany()
  return rows.map(({ id }) => id)
}

const tooMany = () => invalid('targetIds', `一次最多生成 ${MOST_AT_ONCE} 个二维码，请按机构或科室分批。`)

/** The batch's work. What has its address keeps it, so that after an interruption it goes on with the rest; the archive is written whole at the end. */
export async function makeQrCodes(ctx: PlatformContext, { jobId }: { jobId: string }): Promise<void> {
  const running = await inTransaction(ctx, (tx) => beginJob(tx, jobId))
  if (!running) return
  await giveOwnLinks(ctx, jobId)
  const pending = await ctx.db.select().from(qrCode).where(and(eq(qrCode.jobId, jobId), isNull(qrCode.url))).orderBy(asc(qrCode.place))
  const [all] = await ctx.db.select({ total: count() }).from(qrCode).where(eq(qrCode.jobId, jobId))
  const total = all!.total
  const before = total - pending.length
  try {
    for (const [at, row] of pending.entries()) {
      await giveAddress(ctx, row)
      if ((at + 1) % TELL_EVERY === 0) await tell(ctx, jobId, before + at + 1, total, false)
    }
  } catch (error) {
    if (!isConnectorFailure(error, 'REFUSED')) throw error
    const sentence = error.code === 'CODES_EXHAUSTED' ? '公众号的永久二维码已用完，请改用临时二维码或自有链接。' : '微信公众平台没有受理，请检查公众号配置后重试。'
    return inTransaction(ctx, (tx) => failJob(tx, jobId, sentence))
  }
  const rows = await ctx.db.select().from(qrCode).where(eq(qrCode.jobId, jobId)).orderBy(asc(qrCode.place))
  const file = await packCodes(ctx, jobId, rows)
  await tell(ctx, jobId, total, total, true)
  await inTransaction(ctx, async (tx) => {
    await tx.db.update(job).set({ fileName: file.name, fileBytes: file.bytes }).where(eq(job.id, jobId))
    await succeedJob(tx, jobId)
  })
}

/** Own links need nobody. */
async function giveOwnLinks(ctx: PlatformContext, jobId: string): Promise<void> {
  await ctx.db.update(qrCode).set({ url: sql`${`${ctx.patientUrl}/q/`} || ${qrCode.code}` }).where(and(eq(qrCode.jobId, jobId), eq(qrCode.channel, 'LINK'), isNull(qrCode.url)))
}

/** WeChat is asked outside of any transaction. */
async function giveAddress(ctx: PlatformContext, row: QrCodeRow): Promise<void> {
  await ctx.db.update(qrCode).set(await askWechat(ctx, row)).where(and(eq(qrCode.id, row.id), isNull(qrCode.url)))
}

async function askWechat({ wechat, now }: PlatformContext, { code, holdsDays }: QrCodeRow): Promise<{ url: string; expiresAt: Date | null }> {
  const { url, expireSeconds } = await wechat.createSceneCode({ scene: code, ...(holdsDays && { expireSeconds: holdsDays * 86_400 }) })
  return { url, expiresAt: expireSeconds ? new Date(now().getTime() + expireSeconds * 1_000) : null }
}

function tell(ctx: PlatformContext, jobId: string, done: number, total: number, finished: boolean): Promise<void> {
  const step: JobStep = { done, total, added: done, changed: 0, unchanged: 0, failed: 0, messages: [], finished }
  return inTransaction(ctx, (tx) => recordStep(tx, jobId, 'codes', step))
}
