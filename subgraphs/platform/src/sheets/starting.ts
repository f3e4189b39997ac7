import { and, count, eq, inArray } from 'drizzle-orm'
import { encryptPersonal } from '@hospital/access/personal-data'
import type { Permission } from '@hospital/access/permissions'
import { can, service, type AdministratorViewer } from '@hospital/access/viewer'
import { newId } from '@hospital/database/identifier'
import type { SubgraphName } from '@hospital/events/catalogue'
import { fileOwner } from '@hospital/files/owner'
import { verifySheet } from '@hospital/files/sheets'
import type { AskedExport } from '@hospital/sheets/export'
import type { AskedImport } from '@hospital/sheets/import'
import { EXPORTS, IMPORTS } from '@hospital/sheets/lists'
import type { SheetWork } from '@hospital/sheets/work'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { enqueueFor, inTransaction } from '@hospital/subgraph/transaction'
import { beginJob, startJob, type JobRow } from '../jobs/job.ts'
import { job } from '../tables/job.ts'
import type { StartExportInput, StartImportInput } from './sheets.types.ts'

const MOST_AT_ONCE = 3

interface List {
  owner: SubgraphName
  permission: Permission
  title: string
}

/** Writes a filtered list into a workbook in the background. Refuses NOT_FOUND (no such list), FORBIDDEN (not his to read), EXPORT_LIMIT. */
export function startExport(ctx: Context, { list: name, filter, columns }: StartExportInput): Promise<JobRow> {
  const list: List | undefined = EXPORTS[name as keyof typeof EXPORTS]
  const viewer = requireList(ctx, list)
  const asked: AskedExport = { filter: (filter as Record<string, unknown> | null) ?? {}, ...(columns && { columns }) }
  return inTransaction(ctx, async (tx) => {
    const kind = 'EXPORT'
    const [running] = await tx.db.select({ count: count() }).from(job).where(and(eq(job.kind, kind), eq(job.requestedBy, viewer.administratorId), inArray(job.status, ['QUEUED', 'RUNNING'])))
    if (running!.count >= MOST_AT_ONCE) throw new Refusal('EXPORT_LIMIT')
    // A filter may name a person: the log says by what was filtered, not for whom.
    await audit(tx, 'list.export', { after: { list: name, filteredBy: Object.keys(asked.filter!), columns: columns ?? null } })
    return setToWork(tx, list!, { kind, scope: newId(), title: `导出${list!.title}` }, 'runExport', name, asked, viewer)
  })
}

/** Takes an uploaded sheet into a catalogue, or tries what it would do. Refuses NOT_FOUND, FORBIDDEN, UPLOAD_INVALID; one import of a list at a time. */
export async function startImport(ctx: Context, { list: name, sheet: receipt, trial }: StartImportInput): Promise<JobRow> {
  const list: List | undefined = IMPORTS[name as keyof typeof IMPORTS]
  const viewer = requireList(ctx, list)
  const sheet = await verifySheet(ctx.keys.fileKey, receipt, fileOwner(viewer), ctx.now())
  if (!sheet) throw new Refusal('UPLOAD_INVALID', { details: { field: 'sheet' } })
  const asked: AskedImport = { sheetId: sheet.sheetId, trial }
  return inTransaction(ctx, async (tx) => {
    if (!trial) await audit(tx, 'list.import', { after: { list: name } })
    return setToWork(tx, list!, { kind: trial ? 'IMPORT_TRIAL' : 'IMPORT', scope: trial ? newId() : name, title: `${trial ? '试导入' : '导入'}${list!.title}` }, 'runImport', name, asked, viewer)
  })
}

function requireList({ viewer }: Context, list: List | undefined): AdministratorViewer {
  if (!list) throw new Refusal('NOT_FOUND')
  if (viewer.kind !== 'ADMINISTRATOR' || !can(viewer, list.permission)) throw new Refusal('FORBIDDEN')
  return viewer
}

type New = { kind: string; scope: string; title: string }

async function setToWork(tx: Context, { owner }: List, made: New, task: string, list: string, asked: AskedExport | AskedImport, viewer: AdministratorViewer): Promise<JobRow> {
  const { row, fresh } = await startJob(tx, { ...made, requestedBy: viewer.administratorId })
  if (!fresh) throw new Refusal('CONFLICT', { message: '同一目录正在导入，请等它完成后再试。' })
  const { administratorId, sessionId, institutionId, permissions } = viewer
  const work: SheetWork = { jobId: row.id, list, asked: encryptPersonal(tx.keys, JSON.stringify(asked)), requestedBy: { administratorId, sessionId, ...(institutionId && { institutionId }), permissions: [...permissions] } }
  await enqueueFor(tx, owner, task, work, row.id)
  return (await beginJob({ ...tx, viewer: service('platform') }, row.id)) ?? row
}
