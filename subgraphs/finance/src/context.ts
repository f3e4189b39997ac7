import { service } from '@hospital/access/viewer'
import type { HisPort } from '@hospital/connectors/his/port'
import type { InsurancePayPort } from '@hospital/connectors/insurance/port'
import type { PaymentConnectors } from '@hospital/connectors/payments/connectors'
import type { WechatPayPort } from '@hospital/connectors/wechatpay/port'
import type { Context } from '@hospital/subgraph/context'

/** What finance's own functions have beyond the house's context. */
export interface FinanceContext extends Context {
  /** The merchant that the connectors file describes. */
  wechatpay: WechatPayPort
  /** Channels for the merchants of the payment accounts. */
  payments: PaymentConnectors
  /** The hospital's own system: bills, the accounts of stays, the money on hospital cards. */
  his: HisPort
  insurance: InsurancePayPort
  /** As channels, the insurer and payers reach the gateway. */
  gatewayUrl: string
  /** Origins that a payer may be sent back to. */
  appOrigins: readonly string[]
  /** Where this installation keeps its files. */
  dataFolder: string
}

/** The channel's word is applied by the house, whoever's request happened to ask for it. */
export const asHouse = <C extends Context>(ctx: C): C => ({ ...ctx, viewer: service('finance') })
