import { and, count, desc, eq, ilike, inArray, isNull, or, sql } from 'drizzle-orm'
import { hospitalDay, hospitalInstant, isDay } from '@hospital/database/clock'
import { isId } from '@hospital/database/identifier'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction, violatedConstraint } from '@hospital/subgraph/transaction'
import { findInstitutions } from '../directory/institution.ts'
import { consent, text, textWithdrawal } from '../tables/text.ts'
import { findTexts, publishText, type TextRow } from './text.ts'
import type { TEXT_STATES, PublishTextInput, TextFilter } from './text.types.ts'

const TITLE_MOST = 60
const BODY_MOST = 20_000

/** Of each text, and of each institution that worded it itself, the newest version. */
export function listTexts(ctx: Context, page: PageArgs, { kind, institutionId, search }: TextFilter = {}): Promise<Page<TextRow>> {
  const typed = search?.trim().slice(0, 50).replace(/[\\%_]/g, '\\$&')
  const newest = sql`not exists (select 1 from ${text} as newer where newer.key = ${text.key} and newer.institution_id is not distinct from ${text.institutionId} and newer.version > ${text.version})`
  const where = and(
    newest,
    kind ? eq(text.kind, kind) : undefined,
    institutionId ? (isId(institutionId) ? eq(text.institutionId, institutionId) : sql`false`) : undefined,
    typed ? or(ilike(text.key, `%${typed}%`), ilike(text.title, `%${typed}%`)) : undefined,
  )
  return paginate(page, {
    sort: [{ column: text.key }, { column: text.id }],
    where,
    rows: (condition, order, limit) => ctx.db.select().from(text).where(condition).orderBy(...order).limit(limit),
    keyOf: (row) => [row.key, row.id],
    count: (condition) => ctx.db.$count(text, condition),
  })
}

/** All versions of the text that this one is of, the newest first. */
export async function listVersions(ctx: Context, id: string, page: PageArgs): Promise<Page<TextRow>> {
  const [row] = await findTexts(ctx, [id])
  if (!row) throw new Refusal('NOT_FOUND')
  return paginate(page, {
    sort: [{ column: text.version, descending: true }],
    where: and(eq(text.key, row.key), sql`${text.institutionId} is not distinct from ${row.institutionId}`),
    rows: (condition, order, limit) => ctx.db.select().from(text).where(condition).orderBy(...order).limit(limit),
    keyOf: ({ version }) => [version],
    count: (condition) => ctx.db.$count(text, condition),
  })
}

/** Publishes a version as the hospital worded it. Refuses INVALID_INPUT, NOT_FOUND (institution), CONFLICT (somebody published meanwhile). */
export function publishWording(ctx: Context, input: PublishTextInput): Promise<TextRow> {
  const { key, kind, institutionId = null, after } = input
  if (!/^[a-z][a-z0-9-]*(\.[a-z0-9-]+){1,5}$/.test(key) || key.length > 80) throw invalid('key', '标识由小写字母、数字和点组成，如 homecare.notice。')
  const [title, body] = [input.title.trim(), input.body.replace(/\r\n?/g, '\n').trim()]
  if (!title || [...title].length > TITLE_MOST) throw invalid('title', `标题须为 1 到 ${TITLE_MOST} 个字。`)
  if (!body || [...body].length > BODY_MOST) throw invalid('body', `正文须为 1 到 ${BODY_MOST} 个字。`)
  const publishedAt = fromDay(ctx, input.from)
  return inTransaction(ctx, async (tx) => {
    if (institutionId && !(await findInstitutions(tx, [institutionId])).some(({ removedAt }) => !removedAt)) throw new Refusal('NOT_FOUND', { details: { field: 'institutionId' } })
    const [newest] = await tx.db.select({ version: text.version, kind: text.kind }).from(text).where(and(eq(text.key, key), institutionId ? eq(text.institutionId, institutionId) : isNull(text.institutionId))).orderBy(desc(text.version)).limit(1)
    if ((newest?.version ?? 0) !== after) throw new Refusal('CONFLICT', { message: '这份文案刚刚有了新版本，请刷新后在新版本上修改。' })
    return publishText(tx, { key, kind: newest?.kind ?? kind, institutionId, title, body, note: input.note?.trim().slice(0, 200) || null, publishedAt })
  }).catch((error: unknown) => {
    throw violatedConstraint(error) === 'text_version' ? new Refusal('CONFLICT') : error
  })
}

function fromDay(ctx: Context, day: string | null | undefined): Date {
  if (!day) return ctx.now()
  if (!isDay(day)) throw invalid('from', '生效日期不正确。')
  if (day < hospitalDay(ctx.now())) throw invalid('from', '生效日期不能早于今天。')
  return day === hospitalDay(ctx.now()) ? ctx.now() : hospitalInstant(day)
}

const invalid = (field: string, message: string) => new Refusal('INVALID_INPUT', { message, details: { field } })

/** Calls back a version before its day. Refuses NOT_FOUND, IN_USE (it is or was in force, or somebody agreed to it). */
export function withdrawText(ctx: Context, id: string): Promise<TextRow> {
  return inTransaction(ctx, async (tx) => {
    const [row] = await findTexts(tx, [id])
    if (!row) throw new Refusal('NOT_FOUND')
    if (row.publishedAt <= tx.now()) throw new Refusal('IN_USE', { message: '已生效的文案不能撤回，请发布新版本。' })
    const by = tx.viewer.kind === 'ADMINISTRATOR' ? tx.viewer.administratorId : null
    await tx.db.insert(textWithdrawal).values({ textId: id, at: tx.now(), by }).onConflictDoNothing()
    await audit(tx, 'text.withdrawn', { subjectType: 'Text', subjectId: id, after: { key: row.key, version: row.version } })
    return row
  })
}

/** How many times each version was agreed to. */
export async function countConsents(ctx: Context, ids: readonly string[]): Promise<Map<string, { count: number }>> {
  const rows = await ctx.db.select({ id: consent.textId, count: count() }).from(consent).where(inArray(consent.textId, [...ids])).groupBy(consent.textId)
  const counted = new Map(rows.map((row) => [row.id, { count: row.count }]))
  return new Map(ids.map((id) => [id, counted.get(id) ?? { count: 0 }]))
}

/** Where each version stands in its life; it follows from the days alone. */
export async function statesOf(ctx: Context, ids: readonly string[]): Promise<Map<string, { state: (typeof TEXT_STATES)[number] }>> {
  const asked = await findTexts(ctx, ids)
  const all = await ctx.db.select().from(text).leftJoin(textWithdrawal, eq(textWithdrawal.textId, text.id)).where(inArray(text.key, [...new Set(asked.map(({ key }) => key))]))
  const now = ctx.now()
  const standing = all.filter((row) => !row.text_withdrawal).map((row) => row.text)
  return new Map(asked.map((row) => {
    const replaced = standing.some(({ key, institutionId, version, publishedAt }) => key === row.key && institutionId === row.institutionId && version > row.version && publishedAt <= now)
    const withdrawn = !standing.some(({ id }) => id === row.id)
    return [row.id, { state: withdrawn ? 'WITHDRAWN' : row.publishedAt > now ? 'SCHEDULED' : replaced ? 'REPLACED' : 'IN_FORCE' }]
  }))
}
