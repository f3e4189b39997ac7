import { variablesIn } from '@hospital/events/notice-text'
import { NOTICES, type NoticeDeclaration } from '@hospital/events/notices'

const SIGN_IN = '您的登录验证码是 {code}，{minutes} 分钟内有效。请勿告诉他人。'

/** The house's name → the wording that both providers approved. */
const wording: Record<string, string> = {
  SIGN_IN_CODE: SIGN_IN,
  ...Object.fromEntries(Object.entries(NOTICES as Record<string, NoticeDeclaration>).flatMap(([event, { words }]) => (words.ACCOUNT?.sms ? [[event, words.ACCOUNT.sms]] : []))),
}

const numbered = (prefix: string) => Object.fromEntries(Object.keys(wording).map((name, at) => [name, `${prefix}${1_900_101 + at}`]))

/** Tencent's numbers. */
export const templateNumbers: Record<string, string> = numbered('')
/** Alibaba's codes. */
export const templateCodes: Record<string, string> = numbered('SMS_')

export interface ApprovedTemplate {
  wording: string
  /** In the order of the text. */
  names: string[]
}

/** By a provider's own number or code. */
export const approved = new Map<string, ApprovedTemplate>(
  [templateNumbers, templateCodes].flatMap((codes) => Object.entries(codes).map(([name, code]) => [code, { wording: wording[name]!, names: variablesIn(wording[name]!) }] as const)),
)

export const fill = ({ wording: text, names }: ApprovedTemplate, values: readonly string[]) => text.replace(/\{(\w+)\}/g, (_, name: string) => values[names.indexOf(name)] ?? '')
