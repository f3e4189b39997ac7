import { methodsFor, type OfferedMethod } from '@hospital/configuration/payment-channels'
import { TERMINALS } from '@hospital/configuration/terminal'
import { orderKinds } from '@/orders/words'
import type { OfferTerminal, PaymentBusiness, PaymentMethod } from '@/graphql/graphql'

export const businessWords: Record<PaymentBusiness, string> = { ...orderKinds, PRESCRIPTION: '处方' }
export const terminalWords: Record<OfferTerminal, string> = TERMINALS

const WORDS: Record<OfferedMethod, string> = { WECHAT_JSAPI: '微信支付（微信内）', WECHAT_H5: '微信支付（浏览器）', WECHAT_NATIVE: '微信扫码', ALIPAY_WAP: '支付宝', UNIONPAY_FRONT: '银联', HOSPITAL_CARD: '就诊卡余额', INSURANCE: '医保支付' }
export const methodWord = (method: PaymentMethod) => (method === 'FREE' ? '免费' : WORDS[method])

/** What works for a business at a terminal, or at any. */
export const choicesFor = (business: PaymentBusiness, terminal: OfferTerminal | null) => methodsFor(business, terminal).map((value) => ({ value, label: WORDS[value] }))
