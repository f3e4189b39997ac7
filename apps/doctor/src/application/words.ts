import type { StatusWords } from '@hospital/web/parts/tag'
import type { ApplicationState, QualificationDocumentKind } from '@/graphql/graphql'

export const applicationWords: StatusWords<ApplicationState> = {
  PENDING: { word: '待审核', tone: 'warn' },
  APPROVED: { word: '审核通过', tone: 'success' },
  REFUSED: { word: '未通过', tone: 'danger' },
  WITHDRAWN: { word: '已撤回', tone: 'neutral' },
}

export const documentWords: Record<QualificationDocumentKind, string> = {
  PRACTICE_LICENCE: '执业证', INSTITUTION_CONSENT: '主执业机构同意书', QUALIFICATION: '资格证', TITLE: '职称证', ID_CARD: '身份证', PHOTO: '工作照', OTHER: '其他证件',
}

export const documentKinds = Object.keys(documentWords) as QualificationDocumentKind[]
