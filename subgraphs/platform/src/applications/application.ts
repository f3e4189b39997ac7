import { and, desc, eq, ilike, inArray, or, sql, type SQL } from 'drizzle-orm'
import { can, type Viewer } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import { fileOwner } from '@hospital/files/owner'
import { PDF } from '@hospital/files/pdf'
import { signReceipt } from '@hospital/files/receipt'
import { acceptUploads } from '@hospital/files/use'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { notify } from '@hospital/subgraph/notice'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction } from '@hospital/subgraph/transaction'
import { applyTransition, type Entity } from '@hospital/subgraph/transitions'
import type { PlatformContext } from '../context.ts'
import { announceChange } from '../directory/managing/announcement.ts'
import { invalid, optionalText, requiredText } from '@hospital/subgraph/fields'
import { titleRank } from '../directory/title-rank.ts'
import { refreshPractitioners } from '../staff/staff-account.ts'
import { practitionerApplication, type QualificationDocument } from '../tables/application.ts'
import { practitioner } from '../tables/directory.ts'
import { applicationTransitions, type ApplicationState } from './application.status.ts'
import type { ApplicationFilter, ApplyForQualificationInput, DocumentInput } from './application.types.ts'
import { requireEligible } from './eligibility.ts'
import { openApplication, type ApplicationRow } from './submission.ts'

const MOST_DOCUMENTS = 9

/** One's own; all of them for those who audit. */
function visibleApplications(viewer: Viewer): SQL | undefined {
  if (viewer.kind === 'SERVICE') return undefined
  if (viewer.kind === 'PRACTITIONER') return eq(practitionerApplication.practitionerId, viewer.practitionerId)
  return viewer.kind === 'ADMINISTRATOR' && can(viewer, 'practitioner:audit') ? undefined : sql`false`
}

const entity: Entity<typeof practitionerApplication, ApplicationState, typeof applicationTransitions> = {
  name: 'PractitionerApplication', table: practitionerApplication, transitions: applicationTransitions, visible: visibleApplications,
}

export async function findApplications(ctx: Context, ids: readonly string[]): Promise<ApplicationRow[]> {
  return ctx.db.select().from(practitionerApplication).where(and(inArray(practitionerApplication.id, ids.filter(isId)), visibleApplications(ctx.viewer)))
}

/** The newest first. */
export function listApplications(ctx: Context, page: PageArgs, { status, search }: ApplicationFilter = {}): Promise<Page<ApplicationRow>> {
  const typed = search?.normalize('NFKC').trim().slice(0, 30).replace(/[\\%_]/g, '\\$&')
  const named = typed && inArray(practitionerApplication.practitionerId, ctx.db.select({ id: practitioner.id }).from(practitioner)
    .where(or(ilike(practitioner.name, `%${typed}%`), ilike(practitioner.pinyin, `${typed}%`), ilike(practitioner.licenceNumber, `${typed}%`))))
  return paginate(page, {
    sort: [{ column: practitionerApplication.submittedAt, descending: true }, { column: practitionerApplication.id, descending: true }],
    where: and(visibleApplications(ctx.viewer), status ? eq(practitionerApplication.status, status) : undefined, named || undefined),
    rows: (where, order, limit) => ctx.db.select().from(practitionerApplication).where(where).orderBy(...order).limit(limit),
    keyOf: (row) => [row.submittedAt, row.id],
    count: (where) => ctx.db.$count(practitionerApplication, where),
  })
}

/** The practitioner's own, the newest first. */
export async function listMyApplications(ctx: Context): Promise<ApplicationRow[]> {
  return ctx.db.select().from(practitionerApplication).where(eq(practitionerApplication.practitionerId, selfOf(ctx))).orderBy(desc(practitionerApplication.submittedAt)).limit(20)
}

/** Asks for the audit of what one is and may do, with documents. Refuses INVALID_INPUT, UPLOAD_INVALID, APPLICATION_PENDING. */
export async function applyForQualification(ctx: PlatformContext, input: ApplyForQualificationInput): Promise<ApplicationRow> {
  const practitionerId = selfOf(ctx)
  const proposed = {
    title: requiredText('title', '职称', input.title, 30)!, licenceNumber: requiredText('licenceNumber', '执业证号', input.licenceNumber, 60)!,
    specialties: optionalText('specialties', '擅长', input.specialties, 500) ?? null, intro: optionalText('intro', '简介', input.intro, 2_000) ?? null,
    independentSince: input.independentSince ?? null, licenceExpiresOn: input.licenceExpiresOn ?? null,
  }
  const documents = await checkDocuments(ctx, input.documents)
  return inTransaction(ctx, async (tx) => {
    requireEligible(tx, await roleOf(tx, practitionerId), proposed, documents)
    return openApplication(tx, practitionerId, proposed, documents)
  })
}

/** Takes an undecided application back. Refuses NOT_FOUND, WRONG_STATE. */
export function withdrawApplication(ctx: Context, id: string): Promise<ApplicationRow> {
  return inTransaction(ctx, (tx) => applyTransition(tx, entity, id, 'withdraw', { decidedAt: tx.now() }))
}

/** Approves: what was proposed is in the directory at once, and the practitioner may work. Refuses NOT_FOUND, WRONG_STATE. */
export function approveApplication(ctx: Context, id: string): Promise<ApplicationRow> {
  return inTransaction(ctx, async (tx) => {
    const row = await applyTransition(tx, entity, id, 'approve', decision(tx))
    const { title, licenceNumber, specialties, intro, independentSince = null, licenceExpiresOn = null } = row.proposed
    // Where nothing was uploaded the hospital answers for the papers it has seen.
    if (row.documents.length) requireEligible(tx, await roleOf(tx, row.practitionerId), row.proposed, row.documents)
    const [before] = await tx.db.select().from(practitioner).where(eq(practitioner.id, row.practitionerId)).for('update')
    const fields = { title, titleRank: titleRank(title), licenceNumber: licenceNumber || null, specialties, intro, ...(row.documents.length && { independentSince, licenceExpiresOn }) }
    const differing = Object.entries(fields).filter(([field, value]) => before![field as keyof typeof fields] !== value).map(([field]) => field)
    const pinned = before!.hisId === null ? [] : [...new Set([...before!.pinned, ...differing])]
    await tx.db.update(practitioner).set({ ...fields, pinned, standing: 'APPROVED', version: before!.version + 1 }).where(eq(practitioner.id, row.practitionerId))
    await refreshPractitioners(tx, [row.practitionerId])
    await notify(tx, 'practitioner.approved', { ...about(row), variables: {} })
    await audit(tx, 'practitioner.approve', { subjectType: 'Practitioner', subjectId: row.practitionerId, before: Object.fromEntries(differing.map((field) => [field, before![field as keyof typeof fields]])), after: { standing: 'APPROVED', ...Object.fromEntries(differing.map((field) => [field, fields[field as keyof typeof fields]])) } })
    await announceChange(tx, 'Practitioner', [row.practitionerId])
    return row
  })
}

/** Refuses with a reason that the practitioner reads; whoever works already goes on. Refuses INVALID_INPUT, NOT_FOUND, WRONG_STATE. */
export function refuseApplication(ctx: Context, id: string, why: string): Promise<ApplicationRow> {
  const reason = requiredText('reason', '未通过的原因', why, 200)!
  return inTransaction(ctx, async (tx) => {
    const row = await applyTransition(tx, entity, id, 'refuse', { ...decision(tx), reason })
    await tx.db.update(practitioner).set({ standing: 'REFUSED' }).where(and(eq(practitioner.id, row.practitionerId), eq(practitioner.standing, 'PENDING')))
    await notify(tx, 'practitioner.refused', { ...about(row), variables: { reason } })
    await audit(tx, 'practitioner.refuse', { subjectType: 'Practitioner', subjectId: row.practitionerId, after: { reason } })
    return row
  })
}

const decision = (tx: Context) => ({ decidedAt: tx.now(), decidedBy: tx.viewer.kind === 'ADMINISTRATOR' ? tx.viewer.administratorId : null })

const about = ({ id, practitionerId }: ApplicationRow) => ({ practitionerId, subjectType: 'PractitionerApplication', subjectId: id })

async function checkDocuments(ctx: PlatformContext, documents: readonly DocumentInput[]): Promise<QualificationDocument[]> {
  if (!documents.length || documents.length > MOST_DOCUMENTS) throw invalid('documents', `请上传 1 到 ${MOST_DOCUMENTS} 份资质证件。`)
  const files = await acceptUploads(ctx, documents.map(({ uploadReceipt }) => uploadReceipt), {
    documents: true,
    require: ({ contentType }) => { if (!isPaper(contentType)) throw new Refusal('FILE_TYPE', { message: '资质证件须为图片（JPG、PNG、WebP）或 PDF。', details: { field: 'documents' } }) },
  })
  if (!files) throw new Refusal('UPLOAD_INVALID', { details: { field: 'documents' } })
  return files.map(({ fileId, contentType, bytes }, at) => ({ kind: documents[at]!.kind, fileId, contentType, bytes }))
}

const isPaper = (contentType: string) => contentType.startsWith('image/') || contentType === PDF

/** The applicant's own file once more, for another application with it. */
export const receiptAgain = (ctx: Context, { fileId: id, contentType, bytes = 0 }: QualificationDocument) =>
  signReceipt(ctx.keys.fileKey, { id, owner: fileOwner(ctx.viewer)!, contentType, bytes, width: null, height: null, durationSeconds: null }, ctx.now())

async function roleOf(tx: Context, id: string) {
  const [row] = await tx.db.select({ role: practitioner.role }).from(practitioner).where(eq(practitioner.id, id))
  return row!.role
}

function selfOf({ viewer }: Context): string {
  if (viewer.kind !== 'PRACTITIONER') throw new Refusal('FORBIDDEN')
  return viewer.practitionerId
}
