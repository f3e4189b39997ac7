import type { KeyObject } from 'node:crypto'
import { privateKeyOf, publicKeyOf } from '../payments/keys.ts'

/** What the open platform issues, as it stands in an account or in the connectors file. */
export interface AlipayConfiguration {
  baseUrl?: string
  appId: string
  /** The merchant's own id (PID), `2088…`. */
  sellerId: string
  appPrivateKey: string
  alipayPublicKey: string
}

export interface AlipayKeys {
  appId: string
  sellerId: string
  privateKey: KeyObject
  alipayKey: KeyObject
}

export const readAlipayKeys = ({ appId, sellerId, appPrivateKey, alipayPublicKey }: AlipayConfiguration): AlipayKeys =>
  ({ appId, sellerId, privateKey: privateKeyOf(appPrivateKey), alipayKey: publicKeyOf(alipayPublicKey) })
