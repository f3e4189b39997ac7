import { decryptPersonal, encryptPersonal } from '@hospital/access/personal-data'
import { hospitalDay } from '@hospital/database/clock'
import type { HisReport, HisReportItem } from '@hospital/connectors/his/report-port'
import type { Context } from '@hospital/subgraph/context'
import { ageAt, assess, type Assessment } from './flags.ts'

/** What a report says. It is kept sealed, and opened for whoever may read the report. */
export type ReportContent = Pick<HisReport, 'category' | 'name' | 'person' | 'reporter' | 'specimen' | 'items' | 'findings' | 'impression' | 'imageCount' | 'documentId'> & { takenAt: string | null }

export function sealContent({ keys }: Pick<Context, 'keys'>, from: HisReport): string {
  const { category, name, person, reporter, specimen, items, findings, impression, imageCount, documentId, takenAt } = from
  const content: ReportContent = { category, name, person, reporter, specimen, items, findings, impression, imageCount, documentId, takenAt: takenAt?.toISOString() ?? null }
  return encryptPersonal(keys, JSON.stringify(content))
}

export const openContent = ({ keys }: Pick<Context, 'keys'>, sealed: string): ReportContent => JSON.parse(decryptPersonal(keys, sealed)) as ReportContent

export type AssessedItem = HisReportItem & Assessment

/** Each item with its flag, for the person as they were when it was taken. */
export function assessItems({ items, person, takenAt }: ReportContent, issuedAt: Date): AssessedItem[] {
  const age = ageAt(person.birthDate, hospitalDay(takenAt === null ? issuedAt : new Date(takenAt)))
  return items.map((item) => ({ ...item, ...assess(item, { sex: person.sex, age }) }))
}
