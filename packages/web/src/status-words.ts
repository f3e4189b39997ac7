import type { StatusWords } from './parts/tag.tsx'

/** Tones: warn, someone must act; info, on its way; brand, happening now; success, done; neutral, closed; danger, failed. */
export const appointmentWords = {
  HELD: { word: '锁号中', tone: 'brand' },
  CONFIRMING: { word: '确认中', tone: 'brand' },
  BOOKED: { word: '待就诊', tone: 'info' },
  ARRIVED: { word: '已签到', tone: 'success' },
  FULFILLED: { word: '已完成', tone: 'success' },
  EXPIRED: { word: '已过期', tone: 'neutral' },
  CANCELLED: { word: '已取消', tone: 'neutral' },
  STOPPED: { word: '已停诊', tone: 'danger' },
  NOSHOW: { word: '未就诊', tone: 'neutral' },
  REFUSED: { word: '预约失败', tone: 'danger' },
} as const satisfies StatusWords<string>

export const ticketWords = {
  WAITING: { word: '候诊中', tone: 'brand' },
  CALLED: { word: '已叫号', tone: 'warn' },
  SERVING: { word: '就诊中', tone: 'brand' },
  DONE: { word: '已完成', tone: 'success' },
  MISSED: { word: '已过号', tone: 'neutral' },
  LEFT: { word: '已离开', tone: 'neutral' },
} as const satisfies StatusWords<string>

export const consultationWords = {
  AWAITING_PAYMENT: { word: '待支付', tone: 'warn' },
  WAITING: { word: '待接诊', tone: 'info' },
  ACTIVE: { word: '进行中', tone: 'brand' },
  COMPLETED: { word: '已完成', tone: 'success' },
  REFUSED: { word: '医生已拒绝', tone: 'danger' },
  UNANSWERED: { word: '超时未接诊', tone: 'neutral' },
  CANCELLED: { word: '已取消', tone: 'neutral' },
  EXPIRED: { word: '已过期', tone: 'neutral' },
} as const satisfies StatusWords<string>

export const orderWords = {
  OPEN: { word: '待支付', tone: 'warn' },
  PAID: { word: '已支付', tone: 'info' },
  FULFILLED: { word: '已完成', tone: 'success' },
  CLOSED: { word: '已关闭', tone: 'neutral' },
  CANCELLED: { word: '已取消', tone: 'neutral' },
  EXPIRED: { word: '已过期', tone: 'neutral' },
  REFUNDING: { word: '退款中', tone: 'warn' },
  REFUNDED: { word: '已退款', tone: 'neutral' },
  PARTLY_REFUNDED: { word: '部分退款', tone: 'neutral' },
} as const satisfies StatusWords<string>

export const billWords = {
  UNPAID: { word: '待缴费', tone: 'warn' },
  ORDERED: { word: '待支付', tone: 'warn' },
  SETTLING: { word: '医院确认中', tone: 'info' },
  SETTLED: { word: '已缴费', tone: 'success' },
  PAID_AT_COUNTER: { word: '已在窗口缴费', tone: 'neutral' },
  VOID: { word: '已作废', tone: 'neutral' },
  REFUNDED: { word: '已退费', tone: 'neutral' },
} as const satisfies StatusWords<string>

export const depositWords = {
  AWAITING_PAYMENT: { word: '待支付', tone: 'warn' },
  PLACING: { word: '医院入账中', tone: 'info' },
  PLACED: { word: '已入账', tone: 'success' },
  REFUSED: { word: '未入账，已退款', tone: 'neutral' },
  CLOSED: { word: '未支付', tone: 'neutral' },
  REFUNDED: { word: '已退款', tone: 'neutral' },
} as const satisfies StatusWords<string>

export const paymentWords = {
  CREATED: { word: '待支付', tone: 'warn' },
  PENDING: { word: '支付中', tone: 'brand' },
  SUCCEEDED: { word: '支付成功', tone: 'success' },
  FAILED: { word: '支付失败', tone: 'danger' },
  CLOSED: { word: '已关闭', tone: 'neutral' },
} as const satisfies StatusWords<string>

export const refundWords = {
  REQUESTED: { word: '退款中', tone: 'warn' },
  SENT: { word: '退款中', tone: 'warn' },
  SUCCEEDED: { word: '已退款', tone: 'neutral' },
  FAILED: { word: '退款失败', tone: 'danger' },
  DECLINED: { word: '未退款', tone: 'neutral' },
} as const satisfies StatusWords<string>
