/**
 * Every permission of the house, with its label for the console. A permission names what may be done (`noun:verb`);
 * whether it may be done to this very row is decided by the `visible…` predicate of the row's entity.
 */
export const PERMISSIONS = {
  'directory:read': '查看机构、科室与医生',
  'directory:sync': '与医院信息系统同步',
  'staff:self': '使用医护端',
  'audit:read': '查看系统日志',
  'text:read': '阅读须知与知情同意书',
  'consent:give': '签署知情同意',
  'message:read': '查看自己的消息',
  'job:read': '查看后台任务进度',
  'account:self': '管理本人账号与就诊人',
  'patient:read': '查看就诊人',
  'patient:manage': '维护就诊人与就诊卡',
  'schedule:read': '查看号源',
  'appointment:read': '查看挂号',
  'appointment:hold': '预约挂号',
  'appointment:cancel': '取消挂号',
  'appointment:check-in': '签到取号',
  'queue:read': '查看候诊队列',
  'queue:call': '叫号与接诊',
  'consultation:read': '查看咨询',
  'consultation:request': '申请咨询',
  'consultation:attend': '接诊咨询',
  'consultation:configure': '设置咨询服务',
  'diagnosis:read': '查看疾病诊断库',
  'drug:read': '查看药品目录',
  'homecare:read': '查看护理项目',
  'conversation:read': '查看会话',
  'conversation:write': '发送会话消息',
  'order:read': '查看订单',
  'order:pay': '支付订单',
  'order:read-all': '查看全部订单',
  'payment:read': '查看交易记录',
  'payment:refund': '平台退款',
  'ledger:read': '查看账簿',
  'reconciliation:read': '查看对账结果',
  'reconciliation:run': '执行渠道对账',
} as const satisfies Record<string, string>

export type Permission = keyof typeof PERMISSIONS
