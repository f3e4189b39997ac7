import { hospitalDay } from '@hospital/database/clock'
import type { Context } from '@hospital/subgraph/context'
import { invalid } from '@hospital/subgraph/fields'
import type { Credentials, QualificationDocument } from '../tables/application.ts'
import type { practitioner } from '../tables/directory.ts'

type Role = (typeof practitioner.$inferSelect)['role']

const LEAST_YEARS = 3

/**
 * R4: who treats online has a licence in force and, as a doctor, three years of practice on his own and the consent of the institution
 * he works for. Refuses INVALID_INPUT at the field that lacks.
 */
export function requireEligible(ctx: Context, role: Role, { independentSince, licenceExpiresOn }: Credentials, documents: readonly QualificationDocument[]): void {
  const today = hospitalDay(ctx.now())
  if (isExpired(licenceExpiresOn, today)) throw invalid('licenceExpiresOn', '执业证已过有效期，请先到发证机关办理延续。')
  if (!has(documents, 'PRACTICE_LICENCE')) throw invalid('documents', '请上传执业证。')
  if (role !== 'DOCTOR') return
  if (!independentSince) throw invalid('independentSince', '请填写开始独立临床工作的日期。')
  if (independentSince > yearsBefore(today, LEAST_YEARS)) throw invalid('independentSince', `须有 ${LEAST_YEARS} 年以上独立临床工作经验，才能开展互联网诊疗。`)
  if (!has(documents, 'INSTITUTION_CONSENT')) throw invalid('documents', '请上传主执业机构同意书。')
}

export const isExpired = (expiresOn: string | null | undefined, today: string): boolean => typeof expiresOn === 'string' && expiresOn < today

const has = (documents: readonly QualificationDocument[], kind: string) => documents.some((document) => document.kind === kind)

const yearsBefore = (day: string, years: number) => `${Number(day.slice(0, 4)) - years}${day.slice(4)}`
