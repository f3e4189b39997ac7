import type { HisPort } from '@hospital/connectors/his/port'
import type { WechatPort } from '@hospital/connectors/wechat/port'
import type { Context } from '@hospital/subgraph/context'

export interface PlatformContext extends Context {
  his: HisPort
  /** The official account; its access token is this subgraph's to keep. */
  wechat: WechatPort
  /** As browsers reach the gateway. */
  gatewayUrl: string
  /** The patient app, where links in messages and codes lead. */
  patientUrl: string
  /** Where this installation keeps its files. */
  dataFolder: string
}
