import type { CardKind } from '@/graphql/graphql'

export const cardWords: Record<CardKind, string> = {
  HOSPITAL: '就诊卡',
  INSURANCE: '医保卡',
  RECORD: '病历号',
}
