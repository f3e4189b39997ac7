/** The templates that this account has chosen, by the house's name of the message: what each keyword says. */
export const wechatTemplates: Record<string, { title: string; keywords: Record<string, string> }> = {
  APPOINTMENT_BOOKED: { title: '预约挂号成功通知', keywords: { thing1: '就诊人', time2: '就诊时间', thing3: '科室', thing4: '医生', thing5: '地点' } },
  APPOINTMENT_CANCELLED: { title: '预约取消通知', keywords: { thing1: '就诊人', time2: '就诊时间', thing3: '科室' } },
  APPOINTMENT_STOPPED: { title: '停诊通知', keywords: { thing1: '就诊人', time2: '就诊时间', thing3: '科室', thing4: '医生' } },
  REFUND_SUCCEEDED: { title: '退款到账通知', keywords: { amount1: '金额', character_string2: '订单号' } },
  CONSULTATION_REPLIED: { title: '咨询回复通知', keywords: { thing1: '医生' } },
  CONSULTATION_UNANSWERED: { title: '咨询未接诊退款通知', keywords: { thing1: '医生', amount2: '金额' } },
}

const numbered = Object.keys(wechatTemplates).map((name, at) => [name, `tmpl_${String(at + 1).padStart(3, '0')}_${name.toLowerCase()}`] as const)

export const wechatTemplateNumbers: Record<string, string> = Object.fromEntries(numbered)

export const templateOf = (number: unknown) => {
  const name = numbered.find(([, known]) => known === number)?.[0]
  return name ? wechatTemplates[name] : undefined
}
