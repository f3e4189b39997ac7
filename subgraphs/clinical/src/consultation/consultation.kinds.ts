export const CONSULTATION_KINDS = ['TEXT', 'PHONE', 'VIDEO'] as const
export type ConsultationKind = (typeof CONSULTATION_KINDS)[number]

/** Kinds that can be offered and asked for. */
export const OFFERED_KINDS: readonly ConsultationKind[] = ['TEXT']

export const KIND_NAMES: Record<ConsultationKind, string> = { TEXT: '图文咨询', PHONE: '电话咨询', VIDEO: '视频咨询' }
