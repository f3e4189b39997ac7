import { randomBytes } from 'node:crypto'
import type { Dispatcher } from 'undici'
import { ConnectorFailure, type FailureKind } from '../failure.ts'
import { createOutbound, type OutboundLimits } from '../outbound.ts'
import type { DynamicCode, HealthCardChannel, HeldCard, RegisteredCard, UsageScene } from './port.ts'
import { sign, type CommonIn } from './signature.ts'

export interface HealthCardConfiguration {
  baseUrl?: string
  code: string
  label: string
  appId: string
  appSecret: string
  hospitalId: string
  /** 渠道号: which of the platform's channels this is. */
  channelNum: string
  codeSeconds: number
  /** The page on which people let the channel name them, where it wants that. */
  authorizePath?: string
  /** The platform's own numbers for what a card is used for. */
  scenes: Record<UsageScene, string>
}

export interface HealthCardAdapterOptions {
  baseUrl: string
  keys: HealthCardConfiguration
  /** Real time in milliseconds. */
  clock?: () => number
  agent?: Dispatcher
  limits?: Partial<OutboundLimits>
}

interface WireAnswer<Rsp> {
  commonOut?: { requestId?: string; resultCode?: number; errMsg?: string }
  rsp?: Rsp
}

/** The platform's numbers that mean something to us; every other is a plain refusal. */
const CODES: Readonly<Record<number, string>> = {
  [-10001]: 'TOKEN_INVALID', [-10002]: 'SIGNATURE', [-10013]: 'USER_CODE_EXPIRED', [-10014]: 'USER_CODE_USED', [-10021]: 'PERSON_REFUSED', [-10031]: 'CARD_UNKNOWN', [-10099]: 'BUSY',
}

const AUTH = 'rest/auth/HealthCard/HealthOpenAuth/AuthObj'
const OPEN = 'rest/auth/HealthCard/HealthOpenPlatform/ISVOpenObj'
const sexes = { MALE: '男', FEMALE: '女' } as const
const DYNAMIC = /^[0-9A-Fa-f]{64}:0:[^:]+:[^:]+$/

/** The health card open platform of Tencent (tengmed), for one channel of it. */
export function createHealthCardChannel({ baseUrl, keys, clock = Date.now, agent, limits }: HealthCardAdapterOptions): HealthCardChannel & { disconnect(): Promise<void> } {
  const outbound = createOutbound('healthcard', { timeoutMs: 8_000, ...limits }, agent)

  async function send<Rsp>(path: string, appToken: string, req: Record<string, unknown>, readOnly = false): Promise<Rsp> {
    const call = path.slice(path.lastIndexOf('/') + 1)
    const common: CommonIn = { appToken, requestId: randomBytes(16).toString('hex').toUpperCase(), hospitalId: keys.hospitalId, timestamp: String(Math.floor(clock() / 1000)), channelNum: keys.channelNum }
    const body = JSON.stringify({ commonIn: { ...common, sign: sign(common, req, keys.appSecret) }, req })
    const answer = await outbound.send({ call, method: 'POST', url: `${baseUrl}/${path}`, headers: { 'content-type': 'application/json' }, body, readOnly })
    return read<Rsp>(call, common.requestId, answer.body, readOnly)
  }

  return {
    code: keys.code,
    label: keys.label,
    codeSeconds: keys.codeSeconds,

    async getToken() {
      const { appToken, expiresIn } = await send<{ appToken?: string; expiresIn?: number }>(`${AUTH}/getAppToken`, '', { appId: keys.appId })
      if (!appToken || !Number.isInteger(expiresIn)) throw unreadable('getAppToken')
      return { value: appToken, expiresInSeconds: expiresIn! }
    },

    authorizeUrl: (returnUrl) => keys.authorizePath ? `${baseUrl}${keys.authorizePath}?hospitalId=${encodeURIComponent(keys.hospitalId)}&redirect_uri=${encodeURIComponent(returnUrl)}` : null,

    async register(token, { userCode, name, gender, nation, birthDate, idCard, phone, address, recordNumber }) {
      const req = { wechatCode: userCode ?? '', name, gender: sexes[gender], nation, birthday: birthDate, idNumber: idCard, idType: '01', phone1: phone, address: address ?? '', patid: recordNumber }
      return registered('registerHealthCard', await send<WireCard>(`${OPEN}/registerHealthCard`, token, req))
    },

    async findByHealthCode(token, healthCode): Promise<HeldCard> {
      const { card } = await send<{ card?: WireCard & { idNumber?: string; name?: string } }>(`${OPEN}/getHealthCardByHealthCode`, token, { healthCode })
      if (!card?.idNumber || !card.name) throw unreadable('getHealthCardByHealthCode')
      return { ...registered('getHealthCardByHealthCode', card), idCard: card.idNumber.toUpperCase(), name: card.name }
    },

    async getDynamicCode(token, { cardId, idCard }): Promise<DynamicCode> {
      const { qrCodeText, color } = await send<{ qrCodeText?: string; color?: number }>(`${OPEN}/getDynamicQRCode`, token, { healthCardId: cardId, idType: '01', idNumber: idCard, codeType: 0 }, true)
      if (!qrCodeText || !DYNAMIC.test(qrCodeText)) throw unreadable('getDynamicQRCode')
      return { text: qrCodeText, color: Number.isInteger(color) ? color! : 0 }
    },

    async bind(token, { cardId, recordNumber }) {
      await send(`${OPEN}/bindCardRelation`, token, { patid: recordNumber, healthCardId: cardId })
    },

    async reportUsage(token, { cardId, scene, at, reference, department }) {
      await send(`${OPEN}/reportHISData`, token, { healthCardId: cardId, scene: keys.scenes[scene], time: at.toISOString(), hisSerialNo: reference, hospitalCode: keys.hospitalId, department: department ?? '' })
    },

    disconnect: () => outbound.close(),
  }
}

interface WireCard {
  healthCardId?: string
  phid?: string
}

function registered(call: string, { healthCardId, phid }: WireCard): RegisteredCard {
  if (!healthCardId || !/^[0-9A-Fa-f]{64}$/.test(healthCardId) || !phid) throw unreadable(call)
  return { cardId: healthCardId, phid }
}

/** An answer to another request than ours cannot be trusted; results come as numbers under HTTP 200. */
function read<Rsp>(call: string, requestId: string, body: Buffer, readOnly: boolean): Rsp {
  const { commonOut, rsp } = parse<Rsp>(body) ?? {}
  if (!commonOut || typeof commonOut.resultCode !== 'number' || commonOut.requestId !== requestId) throw unreadable(call)
  const { resultCode } = commonOut
  if (resultCode === 0) return (rsp ?? {}) as Rsp
  const code = CODES[resultCode] ?? `RESULT_${resultCode}`
  const kind: FailureKind = code !== 'BUSY' ? 'REFUSED' : readOnly ? 'UNAVAILABLE' : 'TIMEOUT'
  throw new ConnectorFailure({ kind, port: 'healthcard', code, message: `healthcard ${call}: ${resultCode}` })
}

function parse<Rsp>(body: Buffer): WireAnswer<Rsp> | null {
  try {
    return JSON.parse(body.toString('utf8')) as WireAnswer<Rsp>
  } catch {
    return null
  }
}

const unreadable = (call: string) => new ConnectorFailure({ kind: 'GARBAGE', port: 'healthcard', code: 'UNREADABLE', message: `healthcard ${call}: answer cannot be read` })
