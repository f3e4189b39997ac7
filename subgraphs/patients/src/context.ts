import type { HisPort } from '@hospital/connectors/his/port'
import type { SmsPort } from '@hospital/connectors/sms/port'
import type { Context } from '@hospital/subgraph/context'

export interface PatientsContext extends Context {
  his: HisPort
  sms: SmsPort
  /** A second provider, where the hospital has one. */
  aliyunSms: SmsPort | undefined
}
