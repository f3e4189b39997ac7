const WORDS: Record<string, string> = {
  BILL_SERVED: '药品已发出或检查已完成，医院系统不同意退费',
  BALANCE_USED: '预缴金已用于结算住院费用，余额不足以退款',
  ACCOUNT_CLOSED: '已办理出院结算，请到住院收费窗口办理',
  REFUND_TOO_MUCH: '超过医院系统可退的金额',
}

/** Why the HIS did not agree to give money back, for whoever decides. */
export const hisRefusalInWords = (code: string): string => WORDS[code] ?? `医院系统没有同意退费（${code}）`
