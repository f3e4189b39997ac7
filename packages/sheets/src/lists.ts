import type { Permission } from '@hospital/access/permissions'
import type { SubgraphName } from '@hospital/events/catalogue'

interface SheetList {
  /** The subgraph that reads or writes it, with its task `runExport` or `runImport`. */
  owner: SubgraphName
  /** Besides `list:export`, what the list itself asks for. */
  permission: Permission
  title: string
}

/** Every list that leaves as a workbook; its owner declares the columns and the reader. */
export const EXPORTS = {
  institutions: { owner: 'platform', permission: 'directory:read', title: '机构' },
  departments: { owner: 'platform', permission: 'directory:read', title: '科室' },
  practitioners: { owner: 'platform', permission: 'directory:read', title: '医护人员' },
  feedback: { owner: 'platform', permission: 'feedback:handle', title: '意见反馈' },
  audit: { owner: 'platform', permission: 'audit:read', title: '系统日志' },
  qrCodes: { owner: 'platform', permission: 'qr:read', title: '二维码统计' },
  messages: { owner: 'platform', permission: 'message:list', title: '消息发送记录' },
  messageStatistics: { owner: 'platform', permission: 'message:list', title: '消息统计' },
  articles: { owner: 'platform', permission: 'content:manage', title: '文章' },
  banners: { owner: 'platform', permission: 'content:manage', title: '轮播图' },
  drugs: { owner: 'prescriptions', permission: 'drug:read', title: '药品目录' },
  suppliers: { owner: 'prescriptions', permission: 'drug:read', title: '药企' },
  diagnoses: { owner: 'clinical', permission: 'diagnosis:read', title: '疾病诊断库' },
  orders: { owner: 'finance', permission: 'order:read-all', title: '订单' },
  payments: { owner: 'finance', permission: 'payment:read', title: '交易记录' },
  ledger: { owner: 'finance', permission: 'ledger:read', title: '账簿' },
  income: { owner: 'finance', permission: 'income:read', title: '收入报表' },
} as const satisfies Record<string, SheetList>

/** Every list that takes a sheet. */
export const IMPORTS = {
  drugs: { owner: 'prescriptions', permission: 'drug:manage', title: '药品目录' },
  'diagnoses-icd10': { owner: 'clinical', permission: 'diagnosis:manage', title: '疾病诊断库（ICD-10）' },
  'diagnoses-tcm': { owner: 'clinical', permission: 'diagnosis:manage', title: '疾病诊断库（中医病证）' },
} as const satisfies Record<string, SheetList>

export type ExportName = keyof typeof EXPORTS
export type ImportName = keyof typeof IMPORTS
