import type { StatusWords } from '@hospital/web/parts/tag'
import type { ApplicationState, PractitionerStanding, QualificationDocumentKind } from '@/graphql/graphql'

export const standingWords: StatusWords<PractitionerStanding> = {
  APPROVED: { word: '已审核', tone: 'success' },
  PENDING: { word: '待审核', tone: 'warn' },
  REFUSED: { word: '未通过', tone: 'danger' },
}

export const applicationWords: StatusWords<ApplicationState> = {
  PENDING: { word: '待审核', tone: 'warn' },
  APPROVED: { word: '审核通过', tone: 'success' },
  REFUSED: { word: '未通过', tone: 'danger' },
  WITHDRAWN: { word: '已撤回', tone: 'neutral' },
}

export const documentWords: Record<QualificationDocumentKind, string> = { ID_CARD: '身份证', PRACTICE_LICENCE: '执业证', QUALIFICATION: '资格证', TITLE: '职称证', INSTITUTION_CONSENT: '主执业机构同意书', PHOTO: '工作照', OTHER: '其他证件' }
