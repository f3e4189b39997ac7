import type { ConnectorsConfiguration } from '@hospital/connectors/configuration'
import { NATIONAL_SIGNING, type EnvelopeKeys } from '@hospital/connectors/insurance/envelope'
import type { BillTricks } from '../bill-tricks.ts'
import type { Hospital } from '../his/appointments.ts'
import type { InsurancePlatformKeys } from '../keys.ts'
import { createInsuranceNotices } from './notices.ts'
import { createInsurer } from './platform.ts'
import { createStatements } from './statements.ts'

/** How the next calls of an interface are answered on purpose. */
export interface Trick {
  bizCode: string
  times: number
}

/** The whole of mobile insurance pay: the insurer, its reports, its keys, and what testers make it answer. */
export function createInsuranceDesk(hospital: Hospital, merchant: ConnectorsConfiguration['insurance'], platform: InsurancePlatformKeys, bills: BillTricks) {
  const keys: EnvelopeKeys = { appId: merchant.appId, appSecret: merchant.appSecret, ...platform, theirPublicKey: merchant.publicKey, signing: NATIONAL_SIGNING }
  const notices = createInsuranceNotices(hospital.database, hospital.clock, keys)
  return { keys, notices, core: merchant.core, statements: createStatements(hospital, bills), insurer: createInsurer(hospital, notices.add), tricks: new Map<string, Trick>(), clock: hospital.clock, database: hospital.database }
}

export type InsuranceDesk = ReturnType<typeof createInsuranceDesk>
