import type { SmsTemplate } from '@hospital/connectors/sms/port'

/** Numbers and wording as the provider approved them. */
export const templateNumbers: Record<SmsTemplate, string> = {
  SIGN_IN_CODE: '1900101',
  APPOINTMENT_BOOKED: '1900102',
  APPOINTMENT_CANCELLED: '1900103',
  APPOINTMENT_STOPPED: '1900104',
  REFUND_SUCCEEDED: '1900105',
  CONSULTATION_REPLIED: '1900106',
  CONSULTATION_UNANSWERED: '1900107',
}

const wording: Record<SmsTemplate, string> = {
  SIGN_IN_CODE: '您的登录验证码是 {1}，{2} 分钟内有效。请勿告诉他人。',
  APPOINTMENT_BOOKED: '{1}，您已成功预约 {2} {3} {4}，就诊地点：{5}。请提前到院签到。',
  APPOINTMENT_CANCELLED: '{1}，您 {2} {3} 的预约已取消，费用将原路退回。',
  APPOINTMENT_STOPPED: '{1}，很抱歉，您预约的 {2} {3} {4} 因故停诊，费用将原路退回，请改约其他时间。',
  REFUND_SUCCEEDED: '退款 {1} 元（订单 {2}）已原路退回，请留意到账。',
  CONSULTATION_REPLIED: '{1} 医生回复了您的咨询，请登录查看。',
  CONSULTATION_UNANSWERED: '很抱歉，{1} 医生未能在规定时间内接诊，{2} 元已原路退回。',
}

export const templateWording = new Map(Object.entries(templateNumbers).map(([name, number]) => [number, wording[name as SmsTemplate]]))

export const placeholdersOf = (text: string) => new Set(text.match(/\{\d+\}/g)).size

export const fill = (text: string, params: string[]) => text.replace(/\{(\d+)\}/g, (_, at: string) => params[Number(at) - 1] ?? '')
