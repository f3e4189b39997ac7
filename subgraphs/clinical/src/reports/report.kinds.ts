export const REPORT_KINDS = ['LAB', 'EXAM'] as const
export type ReportKind = (typeof REPORT_KINDS)[number]

export const REPORT_STATUSES = ['PRELIMINARY', 'FINAL', 'AMENDED', 'CANCELLED'] as const
export type ReportStatus = (typeof REPORT_STATUSES)[number]

export const RESULT_FLAGS = ['NORMAL', 'ABNORMAL', 'HIGH', 'LOW', 'CRITICAL_HIGH', 'CRITICAL_LOW', 'CRITICAL_ABNORMAL'] as const
export type ResultFlag = (typeof RESULT_FLAGS)[number]
