import type { StatusWords } from '@hospital/web/parts/tag'

/** What went wrong with money, and what the person who looks into it does next. */
export const alertWords: StatusWords<string> = {
  WRONG_AMOUNT: { word: '到账金额不符', tone: 'danger' },
  UNKNOWN_PAYMENT: { word: '不明来款', tone: 'danger' },
  UNKNOWN_REFUND: { word: '不明退款', tone: 'danger' },
  REFUND_FAILED: { word: '退款失败', tone: 'danger' },
  REFUND_WRONG_AMOUNT: { word: '退款金额不符', tone: 'danger' },
  HIS_NOT_TOLD: { word: '医院系统未入账', tone: 'danger' },
  HIS_REFUSED_REFUND: { word: '医院不同意退费', tone: 'danger' },
  RECONCILIATION_DIFFERS: { word: '对账有差异', tone: 'danger' },
  BILL_MISSING: { word: '渠道账单缺失', tone: 'danger' },
  NOTICE_REFUSED: { word: '通知未通过校验', tone: 'danger' },
}

export const nextSteps: Record<string, string> = {
  WRONG_AMOUNT: '渠道到账与应收不一致，订单没有入账。请与渠道账单核对，再联系患者补缴或退回。',
  UNKNOWN_PAYMENT: '渠道有收款，本院没有对应的交易。请在商户平台核对，并原路退回。',
  UNKNOWN_REFUND: '渠道有退款，本院没有发起过。请在商户平台核对操作人。',
  REFUND_FAILED: '渠道没有退成。请处理渠道给出的原因后重新退款。',
  HIS_NOT_TOLD: '患者已付款，医院系统多次没有答复，系统仍在重试。请与医院系统核对这笔订单是否已入账。',
  HIS_REFUSED_REFUND: '医院系统没有同意退费，款项没有退出，订单已恢复。请核实后决定改退部分金额或答复患者。',
  RECONCILIATION_DIFFERS: '渠道账单与账簿不一致。请到对账差异逐项核实处理。',
  BILL_MISSING: '渠道账单没有下载到或不完整，这一天没有核对。请在渠道商户平台确认后重新核对。',
  NOTICE_REFUSED: '收到签名、证书、商户、金额或订单不符的通知，系统没有采信。请核对渠道参数是否变更，必要时联系渠道。',
  REFUND_WRONG_AMOUNT: '渠道实退与申请不一致，没有入账。请与渠道账单核对。',
}

/** The amounts and numbers that came with an alert, by the names they have in the graph. */
export const detailWords: Record<string, string> = {
  expectedFen: '应为（元）',
  receivedFen: '实收（元）',
  answeredFen: '渠道答复（元）',
  amountFen: '金额（元）',
  refundFen: '退款（元）',
  transactionId: '渠道单号',
  outTradeNo: '商户单号',
  outRefundNo: '商户退款单号',
  orderNumber: '订单编号',
  attempts: '已尝试（次）',
  failureReason: '渠道原因',
  day: '日期',
  channel: '渠道',
  differences: '差异（项）',
  reason: '原因代码',
  code: '原因代码',
}
