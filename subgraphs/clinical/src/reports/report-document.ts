import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { isConnectorFailure } from '@hospital/connectors/failure'
import { hospitalDay } from '@hospital/database/clock'
import { newId } from '@hospital/database/identifier'
import { exportPath, nameExport, signExportUrl } from '@hospital/files/exports'
import { audit } from '@hospital/subgraph/audit'
import { inTransaction } from '@hospital/subgraph/transaction'
import type { ClinicalContext } from '../context.ts'
import { ageAt } from './flags.ts'
import { assessItems, openContent, type ReportContent } from './report-content.ts'
import { reportPdf } from './report-pdf.ts'
import { getReport, type ReportRow } from './report.ts'

export interface PreparedDocument {
  url: string
  fileName: string
  /** The hospital's own document, as it signed it; else one of ours. */
  fromHospital: boolean
}

/**
 * The report as a PDF: the HIS's own where it has one and answers, else one made here. The link opens for the asker's session alone, for some
 * minutes; a doctor's taking it away stands in the log. Refuses NOT_FOUND: missing or foreign, alike.
 */
export async function prepareReportDocument(ctx: ClinicalContext, id: string): Promise<PreparedDocument> {
  const row = await getReport(ctx, id)
  const content = openContent(ctx, row.content)
  const own = await hospitalsOwn(ctx, content)
  const fileId = newId()
  const path = exportPath(ctx.dataFolder, fileId, 'pdf')
  await mkdir(dirname(path), { recursive: true })
  await writeFile(`${path}.part`, own ?? (await madeHere(row, content)), { mode: 0o600 })
  await rename(`${path}.part`, path)
  const fileName = `${row.kind === 'LAB' ? '检验报告' : '检查报告'}-${hospitalDay(row.issuedAt)}.pdf`
  await nameExport(ctx.dataFolder, fileId, fileName)
  if (ctx.viewer.kind === 'PRACTITIONER') await inTransaction(ctx, (tx) => audit(tx, 'report.exported', { subjectType: 'Report', subjectId: row.id }))
  return { url: signExportUrl(ctx.keys.fileKey, ctx.viewer, fileId, ctx.now()), fileName, fromHospital: own !== null }
}

async function hospitalsOwn(ctx: ClinicalContext, { documentId }: ReportContent): Promise<Buffer | null> {
  if (documentId === null) return null
  try {
    const found = await ctx.his.readReportDocument(documentId)
    return found?.contentType.startsWith('application/pdf') && found.bytes.subarray(0, 5).toString('latin1') === '%PDF-' ? found.bytes : null
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    ctx.log.warn({ err: error }, 'report document')
    return null
  }
}

function madeHere({ kind, status, issuedAt }: ReportRow, content: ReportContent): Promise<Buffer> {
  const takenAt = content.takenAt === null ? null : new Date(content.takenAt)
  return reportPdf({ ...content, kind, status, issuedAt, takenAt, age: ageAt(content.person.birthDate, hospitalDay(takenAt ?? issuedAt)), items: assessItems(content, issuedAt) })
}
