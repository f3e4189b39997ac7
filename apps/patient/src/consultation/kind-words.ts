import type { ConsultationKind } from '@/graphql/graphql'

export const kindWords: Record<ConsultationKind, string> = { TEXT: '图文咨询', PHONE: '电话咨询', VIDEO: '视频咨询' }
