import { and, eq, ilike, inArray, like, or, sql, type SQL } from 'drizzle-orm'
import type { Viewer } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import { Refusal } from '@hospital/subgraph/refusal'
import { emit, inTransaction } from '@hospital/subgraph/transaction'
import { consultationService } from '../tables/consultation.ts'
import { practitioner } from '../tables/directory.ts'
import { OFFERED_KINDS } from './consultation.kinds.ts'
import { checkHours } from './hours.ts'
import type { ServiceRow, SetConsultationServiceInput } from './service.types.ts'

const DEAREST_FEN = 9_999_900
const LARGEST_LIMIT = 200

/** What is on offer is for everybody to see; a doctor also sees what he has closed. */
function visibleServices(viewer: Viewer): SQL | undefined {
  if (viewer.kind === 'SERVICE' || viewer.kind === 'ADMINISTRATOR') return undefined
  const offered = eq(consultationService.enabled, true)
  return viewer.kind === 'PRACTITIONER' ? or(offered, eq(consultationService.practitionerId, viewer.practitionerId)) : offered
}

export async function findServices(ctx: Context, ids: readonly string[]): Promise<ServiceRow[]> {
  return ctx.db.select().from(consultationService).where(and(inArray(consultationService.id, ids.filter(isId)), visibleServices(ctx.viewer)))
}

/** What these doctors offer, by doctor. */
export async function servicesByPractitioner(ctx: Context, practitionerIds: readonly string[]): Promise<Map<string, ServiceRow[]>> {
  const rows = await ctx.db.select().from(consultationService)
    .where(and(inArray(consultationService.practitionerId, practitionerIds.filter(isId)), visibleServices(ctx.viewer))).orderBy(consultationService.kind)
  return Map.groupBy(rows, ({ practitionerId }) => practitionerId)
}

export async function listMyServices(ctx: Context): Promise<ServiceRow[]> {
  const id = practitionerOf(ctx)
  return (await servicesByPractitioner(ctx, [id])).get(id) ?? []
}

export interface ServiceSearch {
  departmentId?: string
  search?: string
}

/** Services on offer, doctors in the hospital's order; found by department, name or the initials of the name. */
export function listConsultingPractitioners(ctx: Context, page: PageArgs, { departmentId, search }: ServiceSearch): Promise<Page<ServiceRow>> {
  if (departmentId && !isId(departmentId)) throw new Refusal('INVALID_INPUT', { details: { field: 'departmentId' } })
  const join = eq(practitioner.id, consultationService.practitionerId)
  const order = { priority: practitioner.priority, titleRank: practitioner.titleRank }
  return paginate(page, {
    sort: [{ column: practitioner.priority }, { column: practitioner.titleRank }, { column: consultationService.id }],
    where: and(eq(consultationService.enabled, true), eq(practitioner.enabled, true), departmentId ? sql`${departmentId}::uuid = any(${practitioner.departmentIds})` : undefined, named(search)),
    rows: async (where, by, limit) => {
      const rows = await ctx.db.select({ service: consultationService, ...order }).from(consultationService).innerJoin(practitioner, join).where(where).orderBy(...by).limit(limit)
      return rows.map(({ service, ...place }) => ({ ...service, ...place }))
    },
    keyOf: (row) => [row.priority, row.titleRank, row.id],
    count: async (where) => (await ctx.db.select({ count: sql<number>`count(*)::int` }).from(consultationService).innerJoin(practitioner, join).where(where))[0]!.count,
  })
}

function named(search: string | undefined): SQL | undefined {
  const typed = search?.normalize('NFKC').trim().slice(0, 30)
  if (!typed) return undefined
  const pattern = `%${typed.replace(/[\\%_]/g, (character) => `\\${character}`)}%`
  return or(ilike(practitioner.name, pattern), like(practitioner.pinyin, pattern.toLowerCase()))
}

/** Sets what the doctor offers of one kind; consultations already asked for keep their price and limits. Refuses INVALID_INPUT. */
export function setConsultationService(ctx: Context, input: SetConsultationServiceInput): Promise<ServiceRow> {
  const practitionerId = practitionerOf(ctx)
  const settings = { ...checkSettings(input), updatedAt: ctx.now() }
  return inTransaction(ctx, async (tx) => {
    const key = and(eq(consultationService.practitionerId, practitionerId), eq(consultationService.kind, input.kind))
    const [before] = await tx.db.select().from(consultationService).where(key).for('update')
    const [after] = await tx.db.insert(consultationService).values({ practitionerId, kind: input.kind, ...settings })
      .onConflictDoUpdate({ target: [consultationService.practitionerId, consultationService.kind], set: settings }).returning()
    if (!before) await emit(tx, 'directory.referenced', { ids: [practitionerId], by: '咨询服务' })
    await audit(tx, 'consultation-service.set', { subjectType: 'ConsultationService', subjectId: after!.id, before: before && logged(before), after: logged(after!) })
    return after!
  })
}

function checkSettings({ kind, enabled, priceFen, hours, messageLimit, dailyLimit }: SetConsultationServiceInput) {
  if (!OFFERED_KINDS.includes(kind)) throw invalid('kind', '该服务尚未开放，请选择图文咨询。')
  if (priceFen < 0 || priceFen > DEAREST_FEN) throw invalid('priceFen', '价格须在 0 到 99,999 元之间。')
  if (messageLimit < 1 || messageLimit > LARGEST_LIMIT) throw invalid('messageLimit', `消息条数须在 1 到 ${LARGEST_LIMIT} 之间。`)
  if (dailyLimit < 1 || dailyLimit > LARGEST_LIMIT) throw invalid('dailyLimit', `每日接诊上限须在 1 到 ${LARGEST_LIMIT} 之间。`)
  if (enabled && !hours.length) throw invalid('hours', '开通服务前请至少设置一段服务时间。')
  return { enabled, priceFen, hours: checkHours(hours), messageLimit, dailyLimit }
}

const logged = ({ enabled, priceFen, hours, messageLimit, dailyLimit }: ServiceRow) => ({ enabled, priceFen, hours, messageLimit, dailyLimit })

function practitionerOf({ viewer }: Context): string {
  if (viewer.kind !== 'PRACTITIONER') throw new Refusal('FORBIDDEN')
  return viewer.practitionerId
}

const invalid = (field: string, message: string) => new Refusal('INVALID_INPUT', { message, details: { field } })
