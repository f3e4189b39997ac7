import { newId } from '@hospital/database/identifier'
import type { Columns } from '@hospital/importing/columns'
import { importSheet, RowRefusal, type ImportReport } from '@hospital/importing/import-sheet'
import { upsertBatch } from '@hospital/importing/upsert'
import { pinyinInitials } from '@hospital/search/pinyin'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { inTransaction } from '@hospital/subgraph/transaction'
import { diagnosis } from '../tables/diagnoses.ts'

type Field = 'code' | 'name'
type NewDiagnosis = typeof diagnosis.$inferInsert

export const DIAGNOSIS_SYSTEMS = ['ICD10', 'TCM'] as const
export type DiagnosisSystem = (typeof DIAGNOSIS_SYSTEMS)[number]

const COLUMNS: Columns<Field> = {
  code: { headings: ['疾病诊断编码', '诊断编码', '编码', '代码', 'code'], required: true },
  name: { headings: ['疾病诊断名称', '诊断名称', '名称', 'name'], required: true },
}

/** Imports an official list of diagnoses from a CSV or .xlsx, idempotently, with a report per row. */
export async function importDiagnoses(ctx: Context, file: string, system: DiagnosisSystem, { trial = false, onProgress }: { trial?: boolean; onProgress?(done: number): void } = {}): Promise<ImportReport> {
  const report = await importSheet<Field, NewDiagnosis>({
    file, columns: COLUMNS, onProgress,
    read: (cells) => readDiagnosis(cells, system, ctx.now()),
    keyOf: ({ code }) => code,
    // The TCM list names a code once per synonym; in ICD-10 a repeated code is a mistake of the file.
    ...(system === 'TCM' && { merge: withSynonym }),
    write: (batch) => upsertBatch({ db: ctx.db, table: diagnosis, key: [diagnosis.system, diagnosis.code], changing: ['name', 'synonyms', 'pinyin'], stamps: ['updatedAt'], trial }, batch),
  })
  const { problems, ...counts } = report
  if (!trial) await inTransaction(ctx, (tx) => audit(tx, 'diagnosis.import', { after: { system, ...counts, problems: problems.length } }))
  return report
}

function readDiagnosis({ code, name }: Partial<Record<Field, string>>, system: DiagnosisSystem, now: Date): NewDiagnosis {
  if (!code) throw new RowRefusal('MISSING', '缺少诊断编码', 'code')
  if (!name) throw new RowRefusal('MISSING', '缺少诊断名称', 'name')
  if (!/^[\x21-\x7e]{1,40}$/.test(code)) throw new RowRefusal('CODE', '诊断编码只能含字母、数字与符号，不超过 40 位', 'code')
  if (name.length > 200) throw new RowRefusal('TOO_LONG', '诊断名称超过 200 字', 'name')
  return { id: newId(), system, code, name, synonyms: [], pinyin: pinyinInitials(name), updatedAt: now }
}

const withSynonym = (first: NewDiagnosis, { name }: NewDiagnosis): NewDiagnosis =>
  name === first.name || first.synonyms.includes(name) ? first : { ...first, synonyms: [...first.synonyms, name] }
