/** What an account at a payment channel consists of. Secrets go in and never come out again. */
export const PAYMENT_CHANNELS = {
  WECHATPAY: {
    label: '微信支付',
    parameters: { appId: 'AppID（公众号或小程序）', mchId: '商户号', merchantSerialNo: '商户证书序列号', platformSerialNo: '平台证书序列号或公钥 ID', platformPublicKey: '平台公钥（PEM）' },
    secrets: { merchantPrivateKey: '商户私钥（PEM）', apiV3Key: 'APIv3 密钥（32 位）' },
  },
  ALIPAY: {
    label: '支付宝',
    parameters: { appId: '应用 AppID', sellerId: '商户 PID（2088 开头）', alipayPublicKey: '支付宝公钥' },
    secrets: { appPrivateKey: '应用私钥' },
  },
  UNIONPAY: {
    label: '银联',
    parameters: { merId: '商户号', certId: '商户证书序列号（十进制）', rootCertificate: '银联根证书（PEM）', middleCertificate: '银联中级证书（PEM）' },
    secrets: { privateKey: '商户私钥（PEM）' },
  },
} as const satisfies Record<string, { label: string; parameters: Record<string, string>; secrets: Record<string, string> }>

export type PaymentChannel = keyof typeof PAYMENT_CHANNELS

const EVERYWHERE = ['H5', 'WECHAT_OA', 'WECHAT_MINI', 'ALIPAY_MINI'] as const

/** What a patient can be offered: through which channel's account (null: without one), where it works, and for what, where that is not all. */
export const OFFERED_METHODS = {
  WECHAT_JSAPI: { channel: 'WECHATPAY', label: '微信支付', terminals: ['WECHAT_OA', 'WECHAT_MINI'] },
  WECHAT_H5: { channel: 'WECHATPAY', label: '微信支付', terminals: ['H5', 'ALIPAY_MINI'] },
  WECHAT_NATIVE: { channel: 'WECHATPAY', label: '微信扫码', terminals: EVERYWHERE },
  ALIPAY_WAP: { channel: 'ALIPAY', label: '支付宝', terminals: ['H5', 'ALIPAY_MINI'] },
  UNIONPAY_FRONT: { channel: 'UNIONPAY', label: '银联在线支付', terminals: ['H5', 'ALIPAY_MINI'] },
  HOSPITAL_CARD: { channel: null, label: '就诊卡余额', terminals: EVERYWHERE, businesses: ['REGISTRATION', 'CONSULTATION', 'OUTPATIENT_BILL', 'INPATIENT_DEPOSIT', 'PRESCRIPTION'] },
  INSURANCE: { channel: null, label: '医保支付', terminals: EVERYWHERE, businesses: ['REGISTRATION', 'CONSULTATION', 'OUTPATIENT_BILL'] },
} as const satisfies Record<string, OfferableMethod>

interface OfferableMethod {
  channel: PaymentChannel | null
  label: string
  terminals: readonly string[]
  businesses?: readonly string[]
}

export type OfferedMethod = keyof typeof OFFERED_METHODS

/** What works for a business at a terminal (null: at any), in the order in which it is offered where nobody has said otherwise. */
export const methodsFor = (business: string, terminal: string | null): OfferedMethod[] =>
  (Object.keys(OFFERED_METHODS) as OfferedMethod[]).filter((method) => {
    const { terminals, businesses }: OfferableMethod = OFFERED_METHODS[method]
    return (terminal === null || terminals.includes(terminal)) && (!businesses || businesses.includes(business))
  })
