import { randomBytes } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import { actorOf } from '@hospital/access/viewer'
import { asContent, imagesOf, problemsOf, type StoredContent } from '@hospital/pages/content'
import { pageKindOf, type PageKind } from '@hospital/pages/kinds'
import { isModuleKind, moduleOf } from '@hospital/pages/modules'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction } from '@hospital/subgraph/transaction'
import { findPictures } from '../content/picture.ts'
import { page, pageVersion } from '../tables/page.ts'
import { designOf, findPage, type Design, type PageRow } from './page.ts'
import { placeOf, type PlacedKind } from './place.ts'

const newToken = () => randomBytes(24).toString('base64url')

const stale = () => new Refusal('CONFLICT', { message: '这个页面刚刚被别人改过，请刷新后在新的草稿上继续。' })

export interface SaveDraft extends PlacedKind {
  /** The version of the draft that the change was made upon; 0 where the place has no page of its own yet. */
  draftVersion: number
  content: unknown
}

/** Saves the draft of a place; the first saving gives the place a page of its own. Refuses INVALID_INPUT (in words, at `moduleId` and `field`), NOT_FOUND, CONFLICT. */
export function savePageDraft(ctx: Context, { kind, draftVersion, content, ...where }: SaveDraft): Promise<Design> {
  const draft = checked(kind, asContent(content))
  return inTransaction(ctx, async (tx) => {
    const { node, terminal } = await placeOf(tx, where)
    await knowImages(tx, draft)
    const at = and(eq(page.kind, kind), eq(page.node, node), eq(page.terminal, terminal))
    const [before] = await tx.db.select().from(page).where(at).for('update')
    const change = { draft, draftChangedAt: tx.now(), draftChangedBy: actorOf(tx.viewer).actorId }
    const [row] = before
      ? await tx.db.update(page).set({ ...change, draftVersion: draftVersion + 1 }).where(and(at, eq(page.draftVersion, draftVersion))).returning()
      : await tx.db.insert(page).values({ kind, node, terminal, ...change, draftVersion: 1, previewToken: newToken() }).onConflictDoNothing().returning()
    if (!row || row.draftVersion !== draftVersion + 1) throw stale()
    await noteDraft(tx, before, row)
    return designOf(tx, row)
  })
}

/** A draft is saved with every touch: the log is told when a draft begins and when it changes hands. */
async function noteDraft(tx: Context, before: PageRow | undefined, row: PageRow): Promise<void> {
  if (before && before.draftVersion !== before.draftPublished && before.draftChangedBy === row.draftChangedBy) return
  await audit(tx, before ? 'page.draft-changed' : 'page.draft-begun', { subjectType: 'Page', subjectId: row.id, after: placeTold(row) })
}

const placeTold = ({ kind, node, terminal }: PageRow) => ({ kind, node, terminal })

/** Refuses INVALID_INPUT with the first thing that is wrong. */
function checked(kind: PageKind, content: StoredContent | undefined): StoredContent {
  if (!content) throw new Refusal('INVALID_INPUT')
  const [problem] = problemsOf(kind, content)
  if (!problem) return content
  const module = content.modules.find(({ id }) => id === problem.moduleId)?.kind
  const name = problem.moduleId === null ? '' : `${isModuleKind(module) ? moduleOf(module).label : '模块'}：`
  throw new Refusal('INVALID_INPUT', { message: `${name}${problem.message}。`, details: { moduleId: problem.moduleId, field: problem.field } })
}

async function knowImages(tx: Context, content: StoredContent): Promise<void> {
  const ids = [...new Set(imagesOf(content))]
  if ((await findPictures(tx, ids)).length < ids.length) throw new Refusal('INVALID_INPUT', { message: '图片不存在，请重新选择。', details: { field: 'image' } })
}

/** The page of this id, locked, at the draft that the caller has seen. Refuses NOT_FOUND, CONFLICT. */
async function pageAt(tx: Context, id: string, draftVersion: number): Promise<PageRow> {
  if (!(await findPage(tx, id))) throw new Refusal('NOT_FOUND')
  const [row] = await tx.db.select().from(page).where(eq(page.id, id)).for('update')
  if (row!.draftVersion !== draftVersion) throw stale()
  return row!
}

/** Puts the draft before patients as the next version; one that is out already stays as it is. Refuses NOT_FOUND, CONFLICT, INVALID_INPUT. */
export function publishPage(ctx: Context, id: string, draftVersion: number): Promise<Design> {
  return inTransaction(ctx, async (tx) => {
    const row = await pageAt(tx, id, draftVersion)
    if (row.draftPublished === draftVersion) return designOf(tx, row)
    if (!checked(row.kind, row.draft).modules.length) throw new Refusal('INVALID_INPUT', { message: `${pageKindOf(row.kind).label}还没有模块，请先添加。` })
    await putOut(tx, row, row.draft, null)
    return designOf(tx, row)
  })
}

/** Puts an earlier version before patients again, as a new one; the draft becomes it too. What is unknown by now stays hidden. Refuses NOT_FOUND, CONFLICT. */
export function rollBackPage(ctx: Context, id: string, number: number, draftVersion: number): Promise<Design> {
  return inTransaction(ctx, async (tx) => {
    const row = await pageAt(tx, id, draftVersion)
    const [earlier] = await tx.db.select().from(pageVersion).where(and(eq(pageVersion.pageId, row.id), eq(pageVersion.number, number)))
    if (!earlier) throw new Refusal('NOT_FOUND')
    await putOut(tx, row, earlier.content, number)
    return designOf(tx, row)
  })
}

async function putOut(tx: Context, row: PageRow, content: StoredContent, restored: number | null): Promise<void> {
  const publishedBy = actorOf(tx.viewer).actorId
  const number = sql<number>`(select coalesce(max(number), 0) + 1 from ${pageVersion} where page_id = ${row.id})`
  const [made] = await tx.db.insert(pageVersion).values({ pageId: row.id, number, content, publishedAt: tx.now(), publishedBy, restored }).returning()
  const draftVersion = row.draftVersion + 1
  await tx.db.update(page).set({ draft: content, draftVersion, draftPublished: draftVersion, draftChangedAt: tx.now(), draftChangedBy: publishedBy, publishedVersion: made!.number, previewToken: newToken() }).where(eq(page.id, row.id))
  await audit(tx, restored === null ? 'page.published' : 'page.rolled-back', {
    subjectType: 'Page', subjectId: row.id, before: { version: row.publishedVersion }, after: { ...placeTold(row), version: made!.number, ...(restored !== null && { restored }) },
  })
}

/** Takes the place's own page back: what is above holds again. Its draft and versions stay. Refuses NOT_FOUND, CONFLICT, WRONG_STATE (none out). */
export function withdrawPage(ctx: Context, id: string, draftVersion: number): Promise<Design> {
  return inTransaction(ctx, async (tx) => {
    const row = await pageAt(tx, id, draftVersion)
    if (row.publishedVersion === null) throw new Refusal('WRONG_STATE')
    await tx.db.update(page).set({ publishedVersion: null, draftPublished: null, draftVersion: draftVersion + 1 }).where(eq(page.id, id))
    await audit(tx, 'page.withdrawn', { subjectType: 'Page', subjectId: id, before: { ...placeTold(row), version: row.publishedVersion } })
    return designOf(tx, row)
  })
}
