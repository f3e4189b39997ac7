import type { StatusWords } from '@hospital/web/parts/tag'
import type { MessageChannel, MessageStatus, SentMessageRowFragment } from '@/graphql/graphql'

export const messageWords = {
  QUEUED: { word: '待发送', tone: 'warn' },
  SENT: { word: '已发送', tone: 'info' },
  DELIVERED: { word: '已送达', tone: 'success' },
  FAILED: { word: '发送失败', tone: 'danger' },
} as const satisfies StatusWords<MessageStatus>

export const channelWords: Record<MessageChannel, string> = { IN_APP: '站内消息', SMS: '短信', WECHAT: '微信' }

export const terminalWords: Record<string, string> = { H5: '手机网页（H5）', WECHAT_OA: '微信公众号', WECHAT_MINI: '微信小程序', ALIPAY_MINI: '支付宝小程序', DOCTOR: '医护工作站' }

export const optionsOf = (words: Record<string, string | { word: string }>) => Object.entries(words).map(([value, word]) => ({ value, label: typeof word === 'string' ? word : word.word }))

export const outcomeWords: Record<string, string> = { ACCEPTED: '服务商已受理', REFUSED: '被拒绝', UNREACHABLE: '没有可用的地址', RETRY: '暂时失败，稍后重试', UNKNOWN: '结果未知，等待回执' }

const codes: Record<string, string> = {
  Ok: '已受理', DELIVRD: '运营商已送达', DELIVERED: '已送达', NOT_BOUND: '该账号未绑定微信', ACCOUNT_CLOSED: '账号已停用', INTERRUPTED: '发送途中系统中断', RECEIPT_MISSING: '长时间没有回执', CHANNEL_OFF: '发送前渠道已被关闭',
  'FailedOperation.PhoneNumberInBlacklist': '号码在服务商黑名单中', 'isv.BLACK_KEY_CONTROL_LIMIT': '号码在服务商黑名单中',
  'LimitExceeded.PhoneNumberThirtySecondLimit': '同一号码发送太频繁', 'LimitExceeded.PhoneNumberOneHourLimit': '同一号码发送太频繁', 'LimitExceeded.PhoneNumberDailyLimit': '同一号码当日已达上限', 'isv.BUSINESS_LIMIT_CONTROL': '同一号码发送太频繁',
  'FailedOperation.TemplateIncorrectOrUnapproved': '模板不存在或未审核通过', 'isv.SMS_TEMPLATE_ILLEGAL': '模板不存在或未审核通过', TEMPLATE_MISSING: '没有配置模板编号',
  'FailedOperation.TemplateParamSetNotMatchApprovedTemplate': '变量与审核通过的模板不符', 'isv.TEMPLATE_MISSING_PARAMETERS': '变量与审核通过的模板不符',
  NOT_FOLLOWING: '未关注公众号', OPENID_INVALID: '微信不认识该用户', NOT_SUBSCRIBED: '用户没有订阅该通知', USER_BLOCK: '用户拒收公众号消息', SYSTEM_FAILED: '微信系统发送失败',
  TEMPLATE_UNKNOWN: '公众号中没有这个模板', TEMPLATE_DATA_INVALID: '关键词与公众号的模板不符', TOKEN_INVALID: '公众号凭证失效', TOKEN_EXPIRED: '公众号凭证失效', QUOTA_EXHAUSTED: '公众号当日发送量已用完', TOO_OFTEN: '公众号发送太频繁', BUSY: '微信系统繁忙',
  HTTP_503: '服务商暂停服务', ECONNREFUSED: '无法连接服务商', CIRCUIT_OPEN: '服务商连续失败，暂缓发送',
}

/** The provider's answer in words, with its own code where there are none. */
export const wordOfCode = (code: string | null | undefined): string | null => (code ? (codes[code] ? `${codes[code]}（${code}）` : code) : null)

/** A masked phone, a practitioner’s name, else the end of a number. */
export function recipientOf({ account, practitioner, recipientId }: SentMessageRowFragment): string {
  return account?.maskedPhone ?? practitioner?.name ?? recipientId.slice(-8)
}
