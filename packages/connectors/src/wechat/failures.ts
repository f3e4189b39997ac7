import { ConnectorFailure, type FailureKind } from '../failure.ts'

/** The platform's numbers as stable names. What is not here keeps its number: `ERRCODE_…`. */
const names: Record<number, [code: string, kind: FailureKind]> = {
  [-1]: ['BUSY', 'UNAVAILABLE'],
  40001: ['TOKEN_INVALID', 'REFUSED'],
  40014: ['TOKEN_INVALID', 'REFUSED'],
  42001: ['TOKEN_EXPIRED', 'REFUSED'],
  40003: ['OPENID_INVALID', 'REFUSED'],
  40029: ['CODE_INVALID', 'REFUSED'],
  40163: ['CODE_USED', 'REFUSED'],
  42003: ['CODE_EXPIRED', 'REFUSED'],
  40013: ['APPID_INVALID', 'REFUSED'],
  40125: ['SECRET_INVALID', 'REFUSED'],
  40164: ['ADDRESS_NOT_ALLOWED', 'REFUSED'],
  40037: ['TEMPLATE_UNKNOWN', 'REFUSED'],
  47003: ['TEMPLATE_DATA_INVALID', 'REFUSED'],
  43004: ['NOT_FOLLOWING', 'REFUSED'],
  43101: ['NOT_SUBSCRIBED', 'REFUSED'],
  45009: ['QUOTA_EXHAUSTED', 'UNAVAILABLE'],
  45011: ['TOO_OFTEN', 'UNAVAILABLE'],
  45029: ['CODES_EXHAUSTED', 'REFUSED'],
  40053: ['SCENE_INVALID', 'REFUSED'],
}

export const failureOf = (call: string, errcode: number) => {
  const [code, kind] = names[errcode] ?? [`ERRCODE_${errcode}`, 'REFUSED']
  return new ConnectorFailure({ kind, port: 'wechat', code, message: `wechat ${call}: ${errcode} ${code}` })
}

export const refused = (call: string, code: string) => new ConnectorFailure({ kind: 'REFUSED', port: 'wechat', code, message: `wechat ${call}: ${code}` })

export const unreadable = (call: string, cause?: unknown) => new ConnectorFailure({ kind: 'GARBAGE', port: 'wechat', code: 'UNREADABLE', message: `wechat ${call}: answer cannot be read`, cause })
