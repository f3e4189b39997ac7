import { service } from '@hospital/access/viewer'
import type { FaceIdPort } from '@hospital/connectors/faceid/port'
import type { HealthCardPort } from '@hospital/connectors/healthcard/port'
import type { HisPort } from '@hospital/connectors/his/port'
import type { SmsPort } from '@hospital/connectors/sms/port'
import type { WechatPort } from '@hospital/connectors/wechat/port'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'

export interface PatientsContext extends Context {
  his: HisPort
  sms: SmsPort
  /** A second provider, where the hospital has one. */
  aliyunSms: SmsPort | undefined
  /** The official account, for whom it knows and what it tells them. */
  wechat: WechatPort
  faceid: FaceIdPort
  healthCards: HealthCardPort
  /** Origins of the apps' pages: nowhere else is a browser sent back to. */
  appOrigins: readonly string[]
}

/** The same request, going on as the house: for what follows from a person's act but is not theirs to do. */
export const asHouse = <C extends Context>(ctx: C): C => ({ ...ctx, viewer: service(ctx.subgraph) })

/** Refuses INVALID_INPUT: an outside page must not lead people on to just anywhere. */
export function requireOwnPage({ appOrigins }: PatientsContext, address: string): void {
  if (!URL.canParse(address) || !appOrigins.includes(new URL(address).origin)) throw new Refusal('INVALID_INPUT', { details: { field: 'returnUrl' } })
}
