import type { LedgerAccount, LedgerFact } from '@/graphql/graphql'

/** The accounts of the ledger, as accountants call them. */
export const accounts: Record<LedgerAccount, string> = {
  CHANNEL_WECHAT: '微信支付存款',
  CHANNEL_ALIPAY: '支付宝存款',
  CHANNEL_UNIONPAY: '银联存款',
  TEST_CHARGES: '测试支付暂存',
  PATIENT_PREPAID: '患者预收款',
  ORDER_LIABILITY: '待履约订单款',
  REFUND_PAYABLE: '应付退款',
  REVENUE_REGISTRATION: '挂号收入',
  REVENUE_CONSULTATION: '咨询收入',
  REVENUE_OUTPATIENT: '门诊收入',
  INPATIENT_DEPOSITS: '住院预缴金',
  INSURANCE_FUND: '应收医保统筹',
  INSURANCE_ACCOUNT: '应收医保个人账户',
  HOSPITAL_CARD_DEPOSITS: '就诊卡预存款',
  HIS_SETTLEMENT: '医院系统往来',
  RECONCILIATION_DIFFERENCES: '对账差异挂账',
}

/** What was booked. */
export const facts: Record<LedgerFact, string> = {
  PAYMENT_RECEIVED: '收到付款',
  ORDER_PAID: '订单支付',
  ORDER_DELIVERED: '确认收入',
  REFUND_REQUESTED: '申请退款',
  REFUND_PAID: '退款到账',
  TEST_CHARGE_RECEIVED: '测试支付',
  TEST_CHARGE_RETURNED: '测试退回',
  INSURANCE_FUND_SETTLED: '医保统筹结算',
  INSURANCE_ACCOUNT_SETTLED: '医保个账结算',
  INSURANCE_APPLIED: '医保抵付订单',
  INSURANCE_FUND_REVERSED: '医保统筹退回',
  INSURANCE_ACCOUNT_REVERSED: '医保个账退回',
  RECONCILIATION_ADJUSTED: '对账调账',
}
