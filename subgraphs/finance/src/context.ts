import { service } from '@hospital/access/viewer'
import type { HisPort } from '@hospital/connectors/his/port'
import type { InsurancePayPort } from '@hospital/connectors/insurance/port'
import type { WechatPayPort } from '@hospital/connectors/wechatpay/port'
import type { Context } from '@hospital/subgraph/context'

/** What finance's own functions have beyond the house's context. */
export interface FinanceContext extends Context {
  wechatpay: WechatPayPort
  /** The hospital's own system: it keeps the money on hospital cards. */
  his: HisPort
  insurance: InsurancePayPort
  /** Where the insurer reports settlements. */
  insuranceNotifyUrl: string
  /** Where the channel reports payments and refunds. */
  notifyUrl: string
  /** Origins that a payer may be sent back to. */
  appOrigins: readonly string[]
  /** Where this installation keeps its files. */
  dataFolder: string
}

/** The channel's word is applied by the house, whoever's request happened to ask for it. */
export const asHouse = <C extends Context>(ctx: C): C => ({ ...ctx, viewer: service('finance') })
