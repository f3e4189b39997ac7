import { and, eq, sql } from 'drizzle-orm'
import { can } from '@hospital/access/viewer'
import { pathOf, WHOLE } from '@hospital/configuration/effective'
import { hospitalDay, hospitalInstant, weekday } from '@hospital/database/clock'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { invalid, matchingText, optionalText } from '@hospital/subgraph/fields'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction } from '@hospital/subgraph/transaction'
import { branchOf } from '../directory/belonging.ts'
import { institution } from '../tables/directory.ts'
import { helpPage, type HelpModuleSetting, type HumanService, type ServiceHours } from '../tables/help.ts'
import type { HelpPage, SetHelpPageInput } from './help-page.types.ts'

export type HelpModuleName = HelpModuleSetting['kind']

/** What a hospital has before it has set anything: questions and feedback; nobody is promised whom nobody has named. */
const USUAL = {
  modules: [{ kind: 'FAQ', enabled: true }, { kind: 'FEEDBACK', enabled: true }, { kind: 'SERVICE', enabled: false }] as HelpModuleSetting[],
  service: { phone: null, hours: [], wechatName: null, wechatUrl: null } as HumanService,
}
const MOST_SPANS = 7

const CLOSED: Record<HelpModuleName, string> = {
  FAQ: '本院区暂未开放常见问题。',
  FEEDBACK: '本院区暂未开放在线意见反馈，请到院或致电医院。',
  SERVICE: '本院区暂未开放人工客服。',
}

interface Effective {
  modules: HelpModuleSetting[]
  service: HumanService
  own: boolean
  version: number
}

async function effectiveAt(ctx: Context, node: string): Promise<Effective> {
  const [rows, parents] = await Promise.all([ctx.db.select().from(helpPage), parentsOf(ctx)])
  const byNode = new Map(rows.map((row) => [row.node, row]))
  const holding = pathOf(parents, node).map((at) => byNode.get(at)).find((row) => row !== undefined)
  const own = byNode.get(node)
  return { modules: holding?.modules ?? USUAL.modules, service: holding?.service ?? USUAL.service, own: own !== undefined, version: own?.version ?? 0 }
}

async function parentsOf(ctx: Context): Promise<Map<string, string | null>> {
  const rows = await ctx.db.select({ id: institution.id, parentId: institution.parentId }).from(institution)
  return new Map(rows.map(({ id, parentId }) => [id, parentId]))
}

/** The main hospital, where nobody has said which; undefined before there is any. */
export async function mainInstitution(ctx: Context): Promise<string | undefined> {
  const [main] = await ctx.db.select({ id: institution.id }).from(institution).where(and(eq(institution.kind, 'MAIN'), eq(institution.enabled, true))).orderBy(institution.sortOrder, institution.id).limit(1)
  return main?.id
}

/** What the help page shows. Whoever keeps it sees also what is switched off. Refuses NOT_FOUND. */
export async function getHelpPage(ctx: Context, institutionId?: string | null): Promise<HelpPage> {
  const node = institutionId ?? WHOLE
  if (node !== WHOLE && !(await parentsOf(ctx)).has(node)) throw new Refusal('NOT_FOUND')
  return shown(ctx, node, await effectiveAt(ctx, node))
}

function shown(ctx: Context, node: string, { modules, service, own, version }: Effective): HelpPage {
  const keeper = can(ctx.viewer, 'help:manage')
  const offered = keeper || modules.some(({ kind, enabled }) => kind === 'SERVICE' && enabled)
  return {
    institutionId: node === WHOLE ? null : node, own, version,
    modules: keeper ? modules : modules.filter(({ enabled }) => enabled),
    service: { ...(offered ? service : USUAL.service), openNow: isOpenAt(service.hours, ctx.now()) },
  }
}

export function isOpenAt(hours: readonly ServiceHours[], now: Date): boolean {
  if (hours.length === 0) return true
  const day = hospitalDay(now)
  return hours.some(({ weekdays, start, end }) => weekdays.includes(weekday(day)) && now >= hospitalInstant(day, start) && now < hospitalInstant(day, end))
}

/** Refuses BUSINESS_CLOSED where the institution has switched the module off. */
export async function requireModule(ctx: Context, kind: HelpModuleName, institutionId: string | null): Promise<void> {
  const { modules } = await effectiveAt(ctx, institutionId ?? WHOLE)
  if (!modules.some((module) => module.kind === kind && module.enabled)) throw new Refusal('BUSINESS_CLOSED', { message: CLOSED[kind], details: { module: kind, institutionId } })
}

/** Nodes at which a module is switched on, the whole hospital among them. */
export async function nodesOffering(ctx: Context, kind: HelpModuleName): Promise<string[]> {
  const [rows, parents] = await Promise.all([ctx.db.select().from(helpPage), parentsOf(ctx)])
  const byNode = new Map(rows.map(({ node, modules }) => [node, modules]))
  const offers = (node: string) => (pathOf(parents, node).map((at) => byNode.get(at)).find((modules) => modules !== undefined) ?? USUAL.modules).some((module) => module.kind === kind && module.enabled)
  return [...parents.keys(), WHOLE].filter(offers)
}

/** Sets what the help page shows, for an institution or the whole hospital. Refuses NOT_FOUND (also one that the operator does not keep), INVALID_INPUT, CONFLICT. */
export function setHelpPage(ctx: Context, { institutionId, version, ...input }: SetHelpPageInput): Promise<HelpPage> {
  const node = institutionId ?? WHOLE
  const values = { modules: modulesOf(input.modules), service: serviceOf(input) }
  return inTransaction(ctx, async (tx) => {
    await requireKept(tx, node)
    const before = await effectiveAt(tx, node)
    const [row] = version === 0
      ? await tx.db.insert(helpPage).values({ node, version: 1, ...values }).onConflictDoNothing().returning()
      : await tx.db.update(helpPage).set({ ...values, version: sql`${helpPage.version} + 1` }).where(and(eq(helpPage.node, node), eq(helpPage.version, version))).returning()
    if (!row) throw new Refusal('CONFLICT')
    await audit(tx, 'help-page.set', { ...subject(node), before: told(before), after: told(values) })
    return shown(tx, node, { ...values, own: true, version: row.version })
  })
}

/** Takes away what was set right here: what is above holds again. Refuses CONFLICT. */
export function resetHelpPage(ctx: Context, institutionId: string | null | undefined, version: number): Promise<HelpPage> {
  const node = institutionId ?? WHOLE
  return inTransaction(ctx, async (tx) => {
    await requireKept(tx, node)
    const before = await effectiveAt(tx, node)
    const [gone] = await tx.db.delete(helpPage).where(and(eq(helpPage.node, node), eq(helpPage.version, version))).returning()
    if (!gone) throw new Refusal('CONFLICT')
    const after = await effectiveAt(tx, node)
    await audit(tx, 'help-page.reset', { ...subject(node), before: told(before), after: told(after) })
    return shown(tx, node, after)
  })
}

/** An operator of a branch keeps the branch and what is below it. */
async function requireKept(tx: Context, node: string): Promise<void> {
  const parents = await parentsOf(tx)
  const branch = branchOf(tx.viewer)
  if ((node !== WHOLE && !parents.has(node)) || (branch && !pathOf(parents, node).includes(branch))) throw new Refusal('NOT_FOUND')
}

const subject = (node: string) => ({ subjectType: 'HelpPage', ...(node !== WHOLE && { subjectId: node }) })

const told = ({ modules, service }: Pick<Effective, 'modules' | 'service'>) => ({ modules: modules.map(({ kind, enabled }) => `${kind}:${enabled ? 'on' : 'off'}`), ...service })

function modulesOf(modules: readonly HelpModuleSetting[]): HelpModuleSetting[] {
  if (modules.length !== USUAL.modules.length || new Set(modules.map(({ kind }) => kind)).size !== modules.length) throw invalid('modules', '每个模块须出现且只出现一次。')
  return modules.map(({ kind, enabled }) => ({ kind, enabled }))
}

function serviceOf({ modules, phone, hours, wechatName, wechatUrl }: Omit<SetHelpPageInput, 'institutionId' | 'version'>): HumanService {
  const service = {
    phone: matchingText('phone', '客服电话', phone?.replace(/\s/g, ''), /^\+?[0-9][0-9-]{2,19}$/, '只能是数字和横线，3 到 20 位。') ?? null,
    hours: hoursOf(hours ?? []),
    wechatName: optionalText('wechatName', '微信客服名称', wechatName, 30) ?? null,
    wechatUrl: matchingText('wechatUrl', '微信客服链接', wechatUrl, /^https:\/\/[\w.-]+(?:\/[^\s<>"]*)?$/, '须是 https:// 开头的网址。') ?? null,
  }
  const on = modules.some(({ kind, enabled }) => kind === 'SERVICE' && enabled)
  if (on && !service.phone && !service.wechatUrl) throw invalid('phone', '开启人工客服前，请填写客服电话或微信客服链接。')
  return service
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/

function hoursOf(hours: readonly ServiceHours[]): ServiceHours[] {
  if (hours.length > MOST_SPANS) throw invalid('hours', `服务时间最多 ${MOST_SPANS} 段。`)
  return hours.map(({ weekdays, start, end }) => {
    const days = [...new Set(weekdays)].sort()
    if (!days.length || days.some((day) => day < 1 || day > 7)) throw invalid('hours', '请选择服务的日子。')
    if (!TIME.test(start) || !TIME.test(end) || start >= end) throw invalid('hours', '服务时间的结束须晚于开始。')
    return { weekdays: days, start, end }
  })
}
