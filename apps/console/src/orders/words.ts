import type { OrderKind, PaymentMethod } from '@/graphql/graphql'

export const orderKinds: Record<OrderKind, string> = { REGISTRATION: '预约挂号', CONSULTATION: '在线咨询', OUTPATIENT_BILL: '门诊缴费', INPATIENT_DEPOSIT: '住院预缴', CARD_TOP_UP: '就诊卡充值' }

export const paymentMethods: Record<PaymentMethod, string> = { WECHAT_JSAPI: '微信公众号', WECHAT_H5: '微信 H5', WECHAT_NATIVE: '微信扫码', ALIPAY_WAP: '支付宝', UNIONPAY_FRONT: '银联', HOSPITAL_CARD: '就诊卡余额', INSURANCE: '医保支付', FREE: '免费' }

/** Options of a choice filter from words by key. */
export const optionsOf = (words: Record<string, string | { word: string }>) =>
  Object.entries(words).map(([value, word]) => ({ value, label: typeof word === 'string' ? word : word.word }))
