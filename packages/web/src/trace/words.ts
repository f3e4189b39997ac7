export type TraceKind =
  | 'HELD' | 'PAID' | 'BOOKED' | 'MOVED' | 'CHECKED_IN' | 'CALLED' | 'MISSED' | 'SERVING' | 'FINISHED' | 'BILL_DUE' | 'BILL_PAID' | 'PICKED_UP' | 'REPORT_READY'
  | 'REFUNDED' | 'CANCELLED' | 'EXPIRED' | 'REFUSED' | 'STOPPED' | 'NOSHOW'

/** What each point on the axis of a visit is called. */
export const traceWords: Record<TraceKind, string> = {
  HELD: '预约锁号', PAID: '支付挂号费', BOOKED: '挂号成功', MOVED: '就诊安排变更', CHECKED_IN: '签到取号', CALLED: '叫号', MISSED: '过号', SERVING: '开始就诊', FINISHED: '就诊完成',
  BILL_DUE: '待缴费', BILL_PAID: '门诊缴费', PICKED_UP: '取药', REPORT_READY: '报告已出', REFUNDED: '退款', CANCELLED: '挂号取消', EXPIRED: '超时释放', REFUSED: '挂号未成功', STOPPED: '停诊', NOSHOW: '未就诊',
}
