/** Where the patient app is opened (终端). */
export const TERMINALS = { H5: '手机网页（H5）', WECHAT_OA: '微信公众号', WECHAT_MINI: '微信小程序', ALIPAY_MINI: '支付宝小程序' } as const

export type Terminal = keyof typeof TERMINALS

/** Mini-programs show our pages in a web view, which names itself; whatever is unknown is a plain browser. */
export function terminalOf(userAgent: string | null | undefined): Terminal {
  const agent = userAgent ?? ''
  if (/MicroMessenger/i.test(agent)) return /miniProgram/i.test(agent) ? 'WECHAT_MINI' : 'WECHAT_OA'
  return /AlipayClient|AliApp\(AP/i.test(agent) ? 'ALIPAY_MINI' : 'H5'
}
