import type { CoreConfiguration } from './core.ts'
import { decryptSm4, encryptSm4, signingText, signSm2, sm4KeyOf, verifySm2, type SigningProfile } from './signature.ts'

/** What the platform of mobile insurance pay gave this hospital. Keys are hex: 64 digits private, 130 public. */
export interface InsuranceConfiguration {
  baseUrl?: string
  appId: string
  appSecret: string
  /** 定点医药机构编码. */
  orgCode: string
  privateKey: string
  publicKey: string
  platformPublicKey: string
  signing?: SigningProfile
  /** Where its bills of a day are had. */
  core: CoreConfiguration
}

/** One end of the exchange: its own keys and the other's. */
export interface EnvelopeKeys extends Pick<InsuranceConfiguration, 'appId' | 'appSecret' | 'privateKey' | 'publicKey'> {
  theirPublicKey: string
  signing: SigningProfile
}

export const NATIONAL_SIGNING: SigningProfile = { secretJoint: '&key=' }

export type Wire = Record<string, unknown>

/** Signs the plain content, then sends it encrypted. */
export function seal(content: object, { appId, appSecret, privateKey, publicKey, signing }: EnvelopeKeys, timestamp: number, more: Wire = {}): Wire {
  const data = JSON.stringify(content)
  const message = { appId, encType: 'SM4', signType: 'SM2', version: '2.0.1', timestamp: String(timestamp), ...more }
  const signData = signSm2(signingText({ ...message, data }, appSecret, signing), privateKey, publicKey)
  return { ...message, encData: encryptSm4(data, sm4KeyOf(appId, appSecret)), signData }
}

const LATEST_MS = 5 * 60_000

/** Null: not from the other end, not for this application, or too old. */
export function open(wire: Wire, { appId, appSecret, theirPublicKey, signing }: EnvelopeKeys, now: number): Wire | null {
  try {
    const { encData, signData, timestamp } = wire
    if (wire.appId !== appId || wire.encType !== 'SM4' || wire.signType !== 'SM2' || typeof encData !== 'string' || typeof signData !== 'string') return null
    if (!(Math.abs(now - Number(timestamp)) <= LATEST_MS)) return null
    const data = decryptSm4(encData, sm4KeyOf(appId, appSecret))
    return verifySm2(signingText({ ...wire, data }, appSecret, signing), signData, theirPublicKey) ? (JSON.parse(data) as Wire) : null
  } catch {
    return null
  }
}
