import { and, eq, inArray, sql } from 'drizzle-orm'
import { actorOf } from '@hospital/access/viewer'
import { WHOLE } from '@hospital/configuration/effective'
import { isId } from '@hospital/database/identifier'
import { houseContent, problemsOf, type TemplateContent } from '@hospital/events/notice-text'
import { declarationOfNotice, NOTICES, type Audience, type NoticeDeclaration } from '@hospital/events/notices'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction } from '@hospital/subgraph/transaction'
import { messageTemplate } from '../tables/delivery.ts'
import { institution } from '../tables/directory.ts'

type TemplateRow = typeof messageTemplate.$inferSelect

/** What is said of an event, and where that comes from: set right here, above, or by the house. */
export interface TemplateInForce {
  event: string
  audience: Audience
  node: string
  content: TemplateContent
  source: 'OWN' | 'INHERITED' | 'HOUSE'
  /** Of the row set right here; 0 where there is none. */
  version: number
  /** Of the row in force; null where the words are the house's. */
  inForce: number | null
  id: string | null
  changedAt: Date | null
  changedBy: string | null
}

/** Every event with what holds at an institution, or for the whole hospital. Refuses NOT_FOUND. */
export async function listTemplates(ctx: Context, institutionId?: string | null): Promise<TemplateInForce[]> {
  const node = await nodeOf(ctx, institutionId)
  const rows = await ctx.db.select().from(messageTemplate).where(inArray(messageTemplate.node, [WHOLE, node]))
  return Object.entries(NOTICES as Record<string, NoticeDeclaration>).flatMap(([event, { words }]) => (Object.keys(words) as Audience[]).map((audience) => effective(rows, event, audience, node)))
}

/** What is to be said at this moment. Undefined: the catalogue does not know it. */
export async function templateInForce(ctx: Context, event: string, audience: Audience, institutionId?: string | null): Promise<TemplateInForce | undefined> {
  if (!declarationOfNotice(event)?.words[audience]) return undefined
  const nodes = [WHOLE, ...(institutionId ? [institutionId] : [])]
  const rows = await ctx.db.select().from(messageTemplate).where(and(eq(messageTemplate.event, event), eq(messageTemplate.audience, audience), inArray(messageTemplate.node, nodes)))
  return effective(rows, event, audience, institutionId ?? WHOLE)
}

function effective(rows: readonly TemplateRow[], event: string, audience: Audience, node: string): TemplateInForce {
  const at = (where: string) => rows.find((row) => row.event === event && row.audience === audience && row.node === where)
  const own = at(node)
  const row = own ?? at(WHOLE)
  return {
    event, audience, node, content: row?.content ?? houseContent(declarationOfNotice(event)!, audience), source: own ? 'OWN' : row ? 'INHERITED' : 'HOUSE',
    version: own?.version ?? 0, inForce: row?.version ?? null, id: own?.id ?? null, changedAt: row?.changedAt ?? null, changedBy: row?.changedBy ?? null,
  }
}

async function nodeOf(ctx: Context, institutionId?: string | null): Promise<string> {
  if (!institutionId) return WHOLE
  const [known] = isId(institutionId) ? await ctx.db.select({ id: institution.id }).from(institution).where(eq(institution.id, institutionId)) : []
  if (!known) throw new Refusal('NOT_FOUND')
  return institutionId
}

export interface TemplatePlace {
  event: string
  audience: Audience
  institutionId?: string | null
  /** The version that the form was filled in upon. */
  version: number
}

/** Words an event anew, from the next message on. Refuses NOT_FOUND, INVALID_INPUT (in words, at its field), CONFLICT (changed meanwhile). */
export async function saveTemplate(ctx: Context, { content, ...place }: TemplatePlace & { content: TemplateContent }): Promise<TemplateInForce> {
  const declaration = knownNotice(place)
  const problems = problemsOf(declaration, place.audience, content)
  if (problems.length) throw new Refusal('INVALID_INPUT', { message: problems[0]!.message, details: { field: problems[0]!.field, problems } })
  const node = await nodeOf(ctx, place.institutionId)
  return inTransaction(ctx, async (tx) => {
    const before = (await templateInForce(tx, place.event, place.audience, place.institutionId))!
    const row = { content, changedAt: tx.now(), changedBy: actorOf(tx.viewer).actorId }
    const [saved] = await tx.db.insert(messageTemplate).values({ event: place.event, audience: place.audience, node, version: 1, ...row })
      .onConflictDoUpdate({ target: [messageTemplate.event, messageTemplate.audience, messageTemplate.node], set: { ...row, version: sql`${messageTemplate.version} + 1` } }).returning()
    if (saved!.version !== place.version + 1) throw new Refusal('CONFLICT', { message: '这个模板刚刚被别人改过，请刷新后重试。' })
    await audit(tx, 'message-template.changed', { subjectType: 'MessageTemplate', subjectId: saved!.id, before: told(before, before.content), after: told(before, content) })
    return (await templateInForce(tx, place.event, place.audience, place.institutionId))!
  })
}

/** Takes the own words away: those above, or the house's, are in force again. Refuses as `saveTemplate`. */
export async function resetTemplate(ctx: Context, place: TemplatePlace): Promise<TemplateInForce> {
  knownNotice(place)
  const node = await nodeOf(ctx, place.institutionId)
  return inTransaction(ctx, async (tx) => {
    const [gone] = await tx.db.delete(messageTemplate)
      .where(and(eq(messageTemplate.event, place.event), eq(messageTemplate.audience, place.audience), eq(messageTemplate.node, node), eq(messageTemplate.version, place.version))).returning()
    if (!gone) throw new Refusal('CONFLICT', { message: '这个模板刚刚被别人改过，请刷新后重试。' })
    const after = (await templateInForce(tx, place.event, place.audience, place.institutionId))!
    await audit(tx, 'message-template.reset', { subjectType: 'MessageTemplate', subjectId: gone.id, before: told(after, gone.content), after: told(after, after.content) })
    return after
  })
}

function knownNotice({ event, audience }: TemplatePlace): NoticeDeclaration {
  const declaration = declarationOfNotice(event)
  if (!declaration?.words[audience]) throw new Refusal('NOT_FOUND')
  return declaration
}

const told = ({ event, audience, node }: TemplateInForce, content: TemplateContent) => ({ event, audience, node, ...content })
