import type { Dispatcher } from 'undici'
import { ConnectorFailure } from '../failure.ts'
import { createOutbound, type OutboundLimits } from '../outbound.ts'
import { createTencentCaller } from '../tencent/caller.ts'
import type { CheckFailure, CheckOutcome, FaceIdPort, OpenCheckInput, OpenedCheck } from './port.ts'

export interface FaceIdConfiguration {
  baseUrl?: string
  secretId: string
  secretKey: string
  region: string
  /** The business flow that the console of Tencent Cloud has made (RuleId). */
  ruleId: string
}

export interface FaceIdAdapterOptions {
  baseUrl: string
  keys: FaceIdConfiguration
  /** Real time in milliseconds. */
  clock?: () => number
  agent?: Dispatcher
  limits?: Partial<OutboundLimits>
}

interface DetectAuthResponse {
  Url?: string
  BizToken?: string
}

interface DetectInfoResponse {
  Text?: { ErrCode?: number | null; IdCard?: string; Name?: string; LiveStatus?: number | null; Comparestatus?: number | null; Extra?: string }
}

/** Tencent Cloud FaceID 2018-03-01: DetectAuth and GetDetectInfoEnhanced. */
export function createFaceId({ baseUrl, keys, clock = Date.now, agent, limits }: FaceIdAdapterOptions): FaceIdPort & { disconnect(): Promise<void> } {
  const outbound = createOutbound('faceid', { timeoutMs: 8_000, ...limits }, agent)
  const call = createTencentCaller({ port: 'faceid', service: 'faceid', version: '2018-03-01', region: keys.region, baseUrl, secret: keys, clock, outbound })

  return {
    async openCheck({ name, idCard, returnUrl, reference }: OpenCheckInput): Promise<OpenedCheck> {
      const { Url, BizToken } = await call<DetectAuthResponse>('DetectAuth', { RuleId: keys.ruleId, IdCard: idCard, Name: name, RedirectUrl: returnUrl, Extra: reference })
      if (!Url || !BizToken || !URL.canParse(Url)) throw unreadable('DetectAuth')
      return { token: BizToken, url: Url }
    },

    async readCheck(token) {
      try {
        // Text alone: no picture of a face enters the house.
        return outcomeOf(await call<DetectInfoResponse>('GetDetectInfoEnhanced', { BizToken: token, RuleId: keys.ruleId, InfoType: '1' }, { readOnly: true }))
      } catch (error) {
        if (error instanceof ConnectorFailure && error.code?.startsWith('InvalidParameterValue.BizToken')) throw new ConnectorFailure({ kind: 'REFUSED', port: 'faceid', code: 'TOKEN_UNKNOWN', message: 'faceid GetDetectInfoEnhanced: no such token', cause: error })
        throw error
      }
    },

    disconnect: () => outbound.close(),
  }
}

const CANCELLED = new Set([1004, 2016])

function outcomeOf({ Text }: DetectInfoResponse): CheckOutcome {
  if (!Text) throw unreadable('GetDetectInfoEnhanced')
  const { ErrCode, IdCard, Name, LiveStatus, Comparestatus, Extra } = Text
  if (ErrCode === null || ErrCode === undefined) return { state: 'UNFINISHED' }
  if (ErrCode !== 0 || LiveStatus !== 0 || Comparestatus !== 0) return { state: 'FAILED', reason: failureOf(ErrCode, LiveStatus, Comparestatus) }
  if (!IdCard || !Name) throw unreadable('GetDetectInfoEnhanced')
  return { state: 'PASSED', idCard: IdCard.toUpperCase(), name: Name, reference: Extra ?? '' }
}

function failureOf(code: number, alive: number | null | undefined, compared: number | null | undefined): CheckFailure {
  if (CANCELLED.has(code)) return 'CANCELLED'
  if (typeof alive === 'number' && alive !== 0) return 'NOT_ALIVE'
  if (typeof compared === 'number' && compared !== 0) return 'OTHER_FACE'
  return 'OTHER'
}

const unreadable = (call: string) => new ConnectorFailure({ kind: 'GARBAGE', port: 'faceid', code: 'UNREADABLE', message: `faceid ${call}: answer cannot be read` })
