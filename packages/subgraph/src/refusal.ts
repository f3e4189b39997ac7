import { GraphQLError } from 'graphql'

/**
 * Every expected refusal of the house: a stable code and a sentence that a patient understands, saying what to do next.
 * Codes are a public contract: they are added, never renamed.
 */
export const REFUSALS = {
  UNAUTHENTICATED: '请先登录。',
  SESSION_EXPIRED: '登录已过期，请重新登录。',
  FORBIDDEN: '您没有权限进行这项操作。',
  NOT_FOUND: '没有找到相关记录，可能已被删除或不属于您。',
  INVALID_INPUT: '填写的内容有误，请检查后重试。',
  CONFLICT: '内容刚刚被更改，请刷新后重试。',
  WRONG_STATE: '当前状态下不能进行这项操作，请刷新后查看。',
  TOO_MANY_REQUESTS: '操作太频繁，请稍后再试。',
  RESTRICTED: '您的账号暂时不能使用新的服务，已有的服务不受影响。',
  SERVICE_UNAVAILABLE: '服务暂时不可用，请稍后重试。',

  PHONE_INVALID: '手机号格式不正确，请输入 11 位手机号。',
  SMS_CODE_TOO_SOON: '验证码已发送，请稍后再获取。',
  SMS_CODE_WRONG: '验证码不正确，请重新输入。',
  SMS_CODE_EXPIRED: '验证码已过期，请重新获取。',
  SMS_FAILED: '短信暂时发送不出去，请稍后重试。',
  AGREEMENT_REQUIRED: '请先阅读并同意用户协议与隐私政策。',
  PASSWORD_WRONG: '账号或密码不正确。',
  TOTP_WRONG: '动态口令不正确，请重新输入。',
  CHALLENGE_EXPIRED: '登录已超时，请重新输入密码。',
  ACCOUNT_LOCKED: '连续多次输入错误，账号已临时锁定，请稍后再试。',
  ACCOUNT_DISABLED: '账号已停用，请联系管理员。',

  ID_CARD_INVALID: '身份证号有误，请核对后重新输入。',
  NAME_INVALID: '姓名格式不正确，请填写真实姓名。',
  PATIENT_EXISTS: '该就诊人已添加，无需重复添加。',
  PATIENT_LIMIT: '就诊人数量已达上限。',
  PATIENT_IN_USE: '该就诊人还有进行中的服务，暂不能删除。',
  GUARDIAN_REQUIRED: '未成年人需填写监护人信息。',
  GUARDIAN_INVALID: '监护人须为成年人，且不能是就诊人本人。',
  HIS_UNAVAILABLE: '医院系统暂时无法连接，未产生任何费用，请稍后重试或到院办理。',
  HIS_REFUSED: '医院系统没有受理，请到院咨询或稍后重试。',
  HIS_RECORD_REQUIRED: '该就诊人还没有建立医院档案，请先完善就诊人信息。',

  IDENTITY_REQUIRED: '请先完成就诊人的人脸实名核验，再使用这项服务。',
  IDENTITY_UNAVAILABLE: '人脸核验服务暂时不可用，核验没有完成，请稍后重试。',
  IDENTITY_CHECK_UNFINISHED: '人脸核验还没有结果，请完成刷脸后再查询。',
  IDENTITY_CHECK_EXPIRED: '这次人脸核验已超时，请重新开始。',
  IDENTITY_CHECK_SETTLED: '这次人脸核验已有结果，不能重复使用。',
  IDENTITY_CHECK_LIMIT: '今天的人脸核验次数已用完，请明天再试，或带身份证到门诊窗口办理。',
  HEALTH_CARD_UNAVAILABLE: '电子健康卡平台暂时无法连接，没有办理成功，请稍后重试；就诊卡和身份证仍可使用。',
  HEALTH_CARD_REFUSED: '电子健康卡平台没有受理，请核对就诊人信息，或到门诊窗口办理。',
  HEALTH_CARD_AUTHORIZE: '请先在电子健康卡页面完成授权。',
  HEALTH_CARD_CODE_USED: '这次授权已使用或已过期，请重新授权。',
  HEALTH_CARD_PERSON: '授权的电子健康卡不属于该就诊人，请更换就诊人或重新授权。',

  WECHAT_UNAVAILABLE: '微信暂时无法连接，没有绑定成功，请稍后重试。',
  WECHAT_STATE_EXPIRED: '这次微信授权已使用或已过期，请重新绑定。',
  WECHAT_CODE_INVALID: '微信授权已失效，请重新绑定。',
  WECHAT_BOUND_ELSEWHERE: '这个微信已绑定另一个账号。如需在本账号接收通知，请选择改绑到本账号。',

  SLOT_FULL: '该时段已约满，请选择其他时段。',
  SLOT_STOPPED: '该时段已停诊，请选择其他时段。',
  SLOT_PAST: '该时段已过，请选择其他时段。',
  APPOINTMENT_DUPLICATE: '同一就诊人在该时段已有挂号，不能重复预约。',
  APPOINTMENT_LIMIT: '待支付或未就诊的挂号已达上限，请先处理。',
  HOLD_EXPIRED: '号源锁定已超时释放，未产生费用，请重新选择。',
  SAME_DAY_NOT_CANCELLABLE: '当日挂号不支持在线取消，请到门诊挂号窗口办理。',
  CANCEL_TOO_LATE: '已超过可取消时间，请到门诊挂号窗口办理。',
  CHECK_IN_TOO_FAR: '您还没有到达医院，请到院后签到。',
  CHECK_IN_INACCURATE: '定位精度不足，请到开阔处或连接院内无线网络后重试，也可到分诊台签到。',
  CHECK_IN_TOO_EARLY: '还没有到签到时间。',
  CHECK_IN_TOO_LATE: '签到时间已过，请到分诊台办理。',
  ALREADY_CHECKED_IN: '您已签到，请留意叫号。',
  QUEUE_EMPTY: '当前没有候诊患者。',
  QUEUE_OUTSIDE_NEXT: '下一位是窗口挂号的患者，请在院内叫号系统上呼叫。',
  TICKET_ACTIVE: '还有正在就诊的患者，请先完成接诊。',

  CONSULTATION_CLOSED: '医生暂未开通该服务。',
  CONSULTATION_OUT_OF_HOURS: '当前不在医生的服务时间内。',
  CONSULTATION_LIMIT: '医生今日接诊量已满，请明天再来或选择其他医生。',
  CONSULTATION_DUPLICATE: '您与该医生已有进行中的咨询。',
  CONSENT_REQUIRED: '请先阅读并签署知情同意书。',
  CONSENT_OUTDATED: '知情同意书已更新，请重新阅读并签署。',
  DESCRIPTION_INVALID: '请用 10 到 500 个字描述病情。',
  REPORT_WITHDRAWN: '医院已撤回这份报告，请等新的报告出来后再咨询医生。',
  MESSAGE_LIMIT: '本次咨询的消息条数已用完。',
  CONVERSATION_CLOSED: '会话已结束，不能再发送消息。',
  MESSAGE_INVALID: '消息内容不能为空，且不超过 2000 字。',
  UPLOAD_INVALID: '文件没有上传成功或已失效，请重新上传。',
  FILE_TYPE: '不支持这种文件，请上传图片（JPG、PNG、WebP）或语音。',
  FILE_TOO_LARGE: '文件太大。',

  BUSINESS_CLOSED: '该院区暂停了这项服务。',
  REAL_NAME_REQUIRED: '请先添加“本人”完成实名，再使用这项服务。',
  FAMILY_NOT_ALLOWED: '此处只能添加“本人”，请到微信公众号或手机网页添加家庭成员。',
  ALREADY_RESTRICTED: '该账号已在黑名单中。',
  LOGIN_TAKEN: '该账号名已被使用，请换一个。',
  OWN_ACCOUNT: '不能对自己的账号进行这项操作，请由其他管理员处理。',
  BEYOND_OWN_RIGHTS: '不能授予或管理超出您自己权限的角色。',
  ROLE_IN_USE: '该角色还有管理员在使用，请先为他们更换角色。',
  PASSWORD_CHANGE_REQUIRED: '这是临时密码，请设置您自己的新密码。',
  PASSWORD_WEAK: '密码须为 10 到 64 位，且包含字母、数字和符号中的至少两种。',

  ORDER_NOT_PAYABLE: '订单已支付、已取消或已过期，不能支付。',
  ORDER_EXPIRED: '订单已超过支付时间，未产生费用。',
  PAYMENT_METHOD: '该订单不支持这种支付方式。',
  PAYMENT_UNAVAILABLE: '支付渠道暂时不可用，请稍后重试，未产生扣款。',
  CHANNEL_ACCOUNT_TAKEN: '该机构在这个渠道已有启用的支付账号，请先停用它。',
  CHANNEL_ACCOUNT_IN_USE: '该账号已有交易，不能更换商户，请新建账号。',
  ORDERS_APART: '这些费用属于不同的院区，不能一起支付，请分开支付。',
  BILL_CHANGED: '账单金额已变化，请刷新核对后再缴费。',
  BILL_NOT_PAYABLE: '该账单已缴费或已作废，不需要再缴。',
  BILL_BEING_PAID: '该账单正由另一个账号支付，请稍后查看。',
  INPATIENT_DISCHARGED: '已办理出院，不能再预缴，请到住院收费窗口办理。',
  DEPOSIT_AMOUNT: '预缴金额不在可缴范围内。',
  HIS_SUMS_DIFFER: '清单正在核对，与住院账户的金额不一致，请稍后再查或到住院收费窗口咨询。',
  REFUND_OFFLINE: '该费用不支持在线退费，请到医院窗口办理。',
  REFUND_TOO_LATE: '已超过在线退费的时间，请到医院窗口办理。',
  REFUND_TOO_MUCH: '退款金额超过可退金额。',
  NOT_REFUNDABLE: '该订单当前不能退款。',
  REFUND_INSURED_WHOLE: '使用医保支付的订单只能整单退款。',
  BILL_NOT_READY: '渠道还没有生成这一天的账单，请稍后再核对。',
  BILL_UNREADABLE: '渠道账单不完整，没有核对，请稍后重新核对。',
  NOTHING_TO_ADJUST: '这一项不需要调账，请核实后选择无需调账。',
  DAY_CLOSED: '这一天已经日结，不能再核对或记账。',
  DAY_NOT_RECONCILED: '还有渠道没有核对，或有差异没有处理，不能日结。',
  INSURANCE_NOT_COVERED: '医保不支付这类费用，请选择其他支付方式。',
  INSURANCE_CARD_REQUIRED: '该就诊人在医院没有登记医保卡，请选择其他支付方式，或到门诊窗口登记。',
  INSURANCE_VOUCHER_EXPIRED: '医保电子凭证已过期，请重新授权。',
  INSURANCE_PERSON: '授权的医保电子凭证不属于该就诊人，请更换后重新授权。',
  INSURANCE_PRESETTLEMENT_EXPIRED: '医保预结算已失效，请重新授权后再结算，未产生费用。',
  INSURANCE_AMOUNT_CHANGED: '订单金额已变化，请重新进行医保预结算，未产生费用。',
  INSURANCE_NOTHING: '这笔费用医保没有可支付的部分，请选择其他支付方式。',
  INSURANCE_SETTLED: '医保已经结算，请支付剩余的现金部分。',
  INSURANCE_REFUSED: '医保没有受理这次结算，未产生费用，请选择其他支付方式。',
  INSURANCE_UNAVAILABLE: '医保支付暂时无法连接，未产生费用，请稍后重试或选择其他支付方式。',
  HOSPITAL_CARD_REQUIRED: '该就诊人还没有就诊卡，请到门诊窗口办卡，或选择其他支付方式。',
  CARD_BALANCE_SHORT: '就诊卡余额不足，请先充值或选择其他支付方式。',

  IN_USE: '该记录正在使用中，不能删除，可以改为停用。',
  TREE_LOOP: '上级不能是自己或自己的下级。',
  CODE_TAKEN: '编码已被使用，请换一个。',
  APPLICATION_PENDING: '已有一份申请正在审核，请等待结果。',
  EXPORT_LIMIT: '您已有多个导出在进行，请等它们完成后再试。',
  IMPORT_FILE: '无法读取上传的表格，请检查后重新上传。',

  OPERATION_LIMIT: '请求过于复杂。',
  TIMED_OUT: '处理超时，请稍后重试。',
  OPERATION_NOT_REGISTERED: '页面版本已更新，请刷新后重试。',
  INTERNAL: '系统开小差了，请稍后重试。',
} as const satisfies Record<string, string>

export type RefusalCode = keyof typeof REFUSALS

export interface RefusalOptions {
  /** A more telling sentence than the catalogue's. */
  message?: string
  /** Machine-readable facts: the field, a limit, a distance. Never personal data. */
  details?: Record<string, unknown>
}

/** An expected "no". It reaches the client as a GraphQL error with `extensions.code` and `extensions.details`. */
export class Refusal extends GraphQLError {
  readonly code: RefusalCode

  constructor(code: RefusalCode, { message, details }: RefusalOptions = {}) {
    super(message ?? REFUSALS[code], { extensions: { code, ...(details && { details }) } })
    this.name = 'Refusal'
    this.code = code
  }
}

/** What the outside sees: refusals as they are, GraphQL's own complaints as they are, anything else as INTERNAL with the request id. */
export function isExpected(error: unknown): boolean {
  if (error instanceof Refusal) return true
  if (error instanceof GraphQLError) return error.originalError === undefined || isExpected(error.originalError)
  return false
}
