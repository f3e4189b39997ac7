import type { ExportList } from '@hospital/sheets/export'
import type { ClinicalContext } from '../context.ts'
import { listDiagnoses, type DiagnosisRow, type DiagnosisSearch } from './diagnosis.ts'

/** Its headings are those that an import takes. */
export const diagnoses: ExportList<ClinicalContext, DiagnosisRow, DiagnosisSearch> = {
  columns: [
    { key: 'code', title: '诊断编码', value: ({ code }) => code },
    { key: 'name', title: '诊断名称', width: 40, value: ({ name }) => name },
    { key: 'synonyms', title: '又名', width: 30, value: ({ synonyms }) => synonyms.join('、') },
    { key: 'pinyin', title: '拼音首字母', value: ({ pinyin }) => pinyin },
    { key: 'system', title: '编码体系', value: ({ system }) => (system === 'TCM' ? '中医病证' : 'ICD-10') },
    { key: 'enabled', title: '状态', width: 8, value: ({ enabled }) => (enabled ? '启用' : '停用') },
  ],
  page: listDiagnoses,
}
