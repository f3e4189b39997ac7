import type { PersonalColumns } from '@hospital/subgraph/reseal'
import { healthCard, healthCardToken } from './health-card/tables.ts'
import { identityCheck } from './identity/tables.ts'
import { wechatBinding } from './wechat/tables.ts'
import { account, messageSending, patient, smsCode } from './tables.ts'

/** Where this subgraph keeps personal data. */
export const personal: readonly PersonalColumns[] = [
  { table: account, sealed: ['phoneSealed'], indexes: { phoneIndex: 'phoneSealed' } },
  { table: patient, sealed: ['idCardSealed', 'phoneSealed', 'guardianIdCardSealed', 'guardianPhoneSealed'], indexes: { idCardIndex: 'idCardSealed' }, open: ['name', 'guardianName'] },
  { table: healthCard, sealed: ['cardIdSealed', 'phidSealed'] },
  // Not of a person, but kept as closely.
  { table: identityCheck, sealed: ['tokenSealed', 'urlSealed'] },
  { table: healthCardToken, sealed: ['tokenSealed'] },
  // Codes are forgotten within a day, and their indexes with them.
  { table: smsCode, indexes: { phoneIndex: null } },
  { table: wechatBinding, sealed: ['openIdSealed'], indexes: { openIdIndex: 'openIdSealed' } },
  // As are sendings, within a month.
  { table: messageSending, indexes: { phoneIndex: null } },
]
