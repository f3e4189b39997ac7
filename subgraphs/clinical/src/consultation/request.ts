import { and, eq, getTableColumns, inArray } from 'drizzle-orm'
import type { PatientViewer } from '@hospital/access/viewer'
import { requireOpen } from '@hospital/configuration/business'
import { requireProven, startingPatient } from '@hospital/configuration/new-service'
import { hospitalDay } from '@hospital/database/clock'
import { isId, newId, newNumber } from '@hospital/database/identifier'
import type { AttachedFile } from '@hospital/events/catalogue'
import { acceptUploads } from '@hospital/files/use'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { emit, enqueue, inTransaction, violatedConstraint } from '@hospital/subgraph/transaction'
import { configuration } from '../configuration.ts'
import type { ClinicalContext } from '../context.ts'
import { getReport } from '../reports/report.ts'
import { minutesAfter, readSettings } from '../settings.ts'
import { consultation, consultationService } from '../tables/consultation.ts'
import { practitioner } from '../tables/directory.ts'
import { startCare } from './care.ts'
import { requireConsent } from './consent.ts'
import { KIND_NAMES, OFFERED_KINDS } from './consultation.kinds.ts'
import { LIVE_CONSULTATIONS } from './consultation.status.ts'
import type { ConsultationRow, RequestConsultationInput } from './consultation.types.ts'
import { takeDailyPlace } from './daily-places.ts'
import { isOpenAt } from './hours.ts'
import type { ServiceRow } from './service.types.ts'

const MOST_ATTACHMENTS = 9

/**
 * Asks a doctor: takes one of the day's places and waits for the payment.
 * Refuses RESTRICTED, REAL_NAME_REQUIRED, IDENTITY_REQUIRED, BUSINESS_CLOSED, NOT_FOUND (a person of another account, a report of another person), REPORT_WITHDRAWN, DESCRIPTION_INVALID, INVALID_INPUT, UPLOAD_INVALID, CONSENT_REQUIRED, CONSENT_OUTDATED,
 * CONSULTATION_CLOSED, CONSULTATION_OUT_OF_HOURS, CONSULTATION_LIMIT, CONSULTATION_DUPLICATE (with the running one's id).
 */
export async function requestConsultation(ctx: ClinicalContext, input: RequestConsultationInput): Promise<ConsultationRow> {
  const viewer = await askingPatient(ctx, input.patientId)
  const description = checkDescription(input.description)
  const attachments = await checkAttachments(ctx, input.uploadReceipts)
  const reportId = await checkReport(ctx, input)
  const service = await getOpenService(ctx, input)
  const institutionId = await institutionOf(ctx, input.practitionerId)
  await requireOpen(ctx, configuration, 'TEXT_CONSULTATION', institutionId)
  await requireProven(ctx, configuration, viewer, input.patientId, 'consultation.faceCheck', institutionId)
  const consentVersion = await requireConsent(ctx, input.consentId, { patientId: input.patientId, kind: input.kind, institutionId })
  const { patientId, consentId } = input
  try {
    return await inTransaction(ctx, (tx) => place(tx, service, { accountId: viewer.accountId, patientId, description, attachments, reportId, consentId, consentVersion }))
  } catch (error) {
    if (violatedConstraint(error) !== 'consultation_once') throw error
    throw new Refusal('CONSULTATION_DUPLICATE', { details: await findRunning(ctx, input) })
  }
}

type Asked = Pick<ConsultationRow, 'accountId' | 'patientId' | 'description' | 'attachments' | 'reportId' | 'consentId' | 'consentVersion'>

async function place(tx: Context, service: ServiceRow, asked: Asked): Promise<ConsultationRow> {
  const now = tx.now()
  const { practitionerId, kind, priceFen, messageLimit } = service
  const { consultationPayMinutes } = await readSettings(tx)
  const payUntil = minutesAfter(now, consultationPayMinutes)
  const day = hospitalDay(now)
  await takeDailyPlace(tx, service, day)
  const [row] = await tx.db.insert(consultation)
    .values({ ...asked, number: newNumber('ZX', now), kind, status: 'AWAITING_PAYMENT', practitionerId, priceFen, messageLimit, day, orderId: newId(), createdAt: now, payUntil }).returning()
  await enqueue(tx, 'expireConsultation', { id: row!.id }, { runAt: payUntil, key: row!.id })
  await emitOrder(tx, row!)
  await startCare(tx, row!)
  return row!
}

async function institutionOf(ctx: Context, practitionerId: string): Promise<string | undefined> {
  const [doctor] = await ctx.db.select({ institutionId: practitioner.institutionId }).from(practitioner).where(eq(practitioner.id, practitionerId))
  return doctor?.institutionId
}

async function emitOrder(tx: Context, { id, orderId, kind, priceFen, accountId, patientId, practitionerId, payUntil }: ConsultationRow): Promise<void> {
  const [doctor] = await tx.db.select().from(practitioner).where(eq(practitioner.id, practitionerId))
  await emit(tx, 'order.due', {
    orderId, kind: 'CONSULTATION', subjectType: 'Consultation', subjectId: id, title: KIND_NAMES[kind], amountFen: priceFen, accountId, patientId,
    institutionId: doctor?.institutionId ?? null, departmentId: doctor?.departmentIds[0] ?? null, practitionerId, payUntil: payUntil.toISOString(),
  })
}

async function askingPatient(ctx: Context, patientId: string): Promise<PatientViewer> {
  const viewer = await startingPatient(ctx, configuration)
  if (!viewer.patientIds.includes(patientId)) throw new Refusal('NOT_FOUND')
  return viewer
}

function checkDescription(description: string): string {
  const text = description.trim()
  const length = [...text].length
  if (length < 10 || length > 500 || text.includes('\0')) throw new Refusal('DESCRIPTION_INVALID')
  return text
}

async function checkAttachments(ctx: ClinicalContext, receipts: readonly string[]): Promise<AttachedFile[]> {
  if (receipts.length > MOST_ATTACHMENTS) throw new Refusal('INVALID_INPUT', { message: `最多上传 ${MOST_ATTACHMENTS} 份资料。`, details: { field: 'uploadReceipts' } })
  const files = await acceptUploads(ctx, receipts)
  if (!files) throw new Refusal('UPLOAD_INVALID')
  return files.map(({ fileId, contentType, bytes, width, height, durationSeconds }) => ({ fileId, contentType, bytes, width, height, durationSeconds }))
}

/** What is asked about is a report of this very person, and the hospital stands by it. */
async function checkReport(ctx: ClinicalContext, { reportId, patientId }: RequestConsultationInput): Promise<string | null> {
  if (reportId == null) return null
  const report = await getReport(ctx, reportId)
  if (report.patientId !== patientId) throw new Refusal('NOT_FOUND')
  if (report.status === 'CANCELLED') throw new Refusal('REPORT_WITHDRAWN')
  return report.id
}

async function getOpenService(ctx: Context, { practitionerId, kind }: RequestConsultationInput): Promise<ServiceRow> {
  const [service] = isId(practitionerId) && OFFERED_KINDS.includes(kind)
    ? await ctx.db.select({ ...getTableColumns(consultationService), inService: practitioner.enabled }).from(consultationService).leftJoin(practitioner, eq(practitioner.id, consultationService.practitionerId))
        .where(and(eq(consultationService.practitionerId, practitionerId), eq(consultationService.kind, kind), eq(consultationService.enabled, true)))
    : []
  if (!service || service.inService === false) throw new Refusal('CONSULTATION_CLOSED')
  if (!isOpenAt(service.hours, ctx.now())) throw new Refusal('CONSULTATION_OUT_OF_HOURS')
  return service
}

async function findRunning(ctx: Context, { patientId, practitionerId }: RequestConsultationInput): Promise<{ consultationId: string } | undefined> {
  const [row] = await ctx.db.select({ consultationId: consultation.id }).from(consultation)
    .where(and(eq(consultation.patientId, patientId), eq(consultation.practitionerId, practitionerId), inArray(consultation.status, [...LIVE_CONSULTATIONS])))
  return row
}
