import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'

/** What the merchant platform issues, as it stands in the configuration file. */
export interface WechatPayConfiguration {
  baseUrl?: string
  appId: string
  mchId: string
  merchantSerialNo: string
  merchantPrivateKey: string
  apiV3Key: string
  /** By serial of a platform certificate or `PUB_KEY_ID_…`; more than one while they rotate. */
  platformKeys: { serial: string; publicKey: string }[]
}

export interface WechatPayKeys {
  appId: string
  mchId: string
  serialNo: string
  privateKey: KeyObject
  apiV3Key: string
  platformKeys: Map<string, KeyObject>
}

export function readKeys(configuration: WechatPayConfiguration): WechatPayKeys {
  if (Buffer.byteLength(configuration.apiV3Key) !== 32) throw new Error('wechatpay: apiV3Key must have 32 bytes')
  return {
    appId: configuration.appId,
    mchId: configuration.mchId,
    serialNo: configuration.merchantSerialNo,
    privateKey: createPrivateKey(configuration.merchantPrivateKey),
    apiV3Key: configuration.apiV3Key,
    platformKeys: new Map(configuration.platformKeys.map(({ serial, publicKey }) => [serial, createPublicKey(publicKey)])),
  }
}
