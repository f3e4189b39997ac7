/** Who is told: the account of a patient on the phone, or a practitioner at the workstation. */
export type Audience = 'ACCOUNT' | 'PRACTITIONER'

export interface NoticeVariable {
  label: string
  /** What a preview shows. */
  example: string
}

export interface NoticeWords {
  title: string
  body: string
  /** As the provider approved it; sent unless a hospital switches it off, where `smsOff` is not said. Accounts only: practitioners' numbers are not kept. */
  sms?: string
  smsOff?: true
}

export interface NoticeDeclaration {
  label: string
  group: '挂号' | '报告' | '候诊' | '咨询' | '订单' | '账号' | '资质'
  variables: Readonly<Record<string, NoticeVariable>>
  /** Without these the message says nothing: every text has them. */
  needed?: readonly string[]
  /** Goes out at night, too. */
  urgent?: true
  words: Readonly<Partial<Record<Audience, NoticeWords>>>
}

const when: NoticeVariable = { label: '就诊时间', example: '11月30日 09:00' }
const reason: NoticeVariable = { label: '原因', example: '医院系统没有受理' }
const amount: NoticeVariable = { label: '金额', example: '¥30.00' }
const title: NoticeVariable = { label: '订单内容', example: '挂号费 心血管内科' }

/** What the house tells people, with the words that it comes with; hospitals word them anew, by channel. Values never name a person or an illness. */
export const NOTICES = {
  'appointment.booked': {
    label: '挂号成功', group: '挂号', variables: { when }, needed: ['when'],
    words: { ACCOUNT: { title: '挂号成功', body: '您已成功预约{when}的门诊，请按时到院签到。', sms: '您已成功预约{when}的门诊，请按时到院签到。' } },
  },
  'appointment.refused': {
    label: '挂号未成功', group: '挂号', variables: { when, reason }, needed: ['when'], urgent: true,
    words: { ACCOUNT: { title: '挂号未成功，费用将退回', body: '您预约{when}的门诊未能确认（{reason}），费用将原路退回，请重新选择。', sms: '您预约{when}的门诊未能确认，费用将原路退回，请重新选择。' } },
  },
  'appointment.expired': {
    label: '挂号超时释放', group: '挂号', variables: { when },
    words: { ACCOUNT: { title: '挂号已超时释放', body: '您{when}的号源因超时未支付已释放，未产生费用。', sms: '您{when}的号源因超时未支付已释放，未产生费用。', smsOff: true } },
  },
  'appointment.cancelled': {
    label: '挂号取消', group: '挂号', variables: { when, by: { label: '取消方', example: '' }, refund: { label: '退费说明', example: '费用将原路退回' } }, needed: ['when'],
    words: { ACCOUNT: { title: '挂号已取消', body: '您{when}的挂号已{by}取消，{refund}。', sms: '您{when}的挂号已取消，费用将原路退回。', smsOff: true } },
  },
  'appointment.stopped': {
    label: '停诊', group: '挂号', variables: { when, refund: { label: '退费说明', example: '挂号费将原路退回，' } }, needed: ['when'], urgent: true,
    words: { ACCOUNT: { title: '停诊通知', body: '您预约的{when}的门诊已停诊，{refund}请改约其他时间或医生。', sms: '您预约的{when}的门诊已停诊，已付费用将原路退回，请改约其他时间或医生。' } },
  },
  'appointment.noshow': {
    label: '未按时就诊', group: '挂号', variables: { when },
    words: { ACCOUNT: { title: '未按时就诊', body: '您{when}的门诊未按时就诊，如有疑问请到门诊窗口咨询。', sms: '您{when}的门诊未按时就诊，如有疑问请到门诊窗口咨询。', smsOff: true } },
  },
  'appointment.moved': {
    label: '就诊时间变更', group: '挂号', variables: { before: { label: '原时间', example: '11月30日 09:00' }, when, place: { label: '地点', example: '门诊楼 3 层 5 诊室' } }, needed: ['when'], urgent: true,
    words: { ACCOUNT: { title: '就诊安排有变更', body: '您原定{before}的门诊改为{when}，地点：{place}。如时间不合适，请取消后改约。', sms: '您原定{before}的门诊改为{when}，请按新时间就诊。' } },
  },
  'report.ready': {
    label: '报告已出', group: '报告', variables: { kind: { label: '报告种类', example: '检验报告' } }, needed: ['kind'],
    words: { ACCOUNT: { title: '{kind}已出', body: '您有一份新的{kind}，请点击查看。', sms: '您有一份新的{kind}，请登录查看。', smsOff: true } },
  },
  'report.corrected': {
    label: '报告已更正', group: '报告', variables: { kind: { label: '报告种类', example: '检验报告' } }, needed: ['kind'], urgent: true,
    words: { ACCOUNT: { title: '{kind}有更正', body: '医院更正了您的一份{kind}，请以最新结果为准。', sms: '医院更正了您的一份{kind}，请登录查看最新结果。' } },
  },
  'queue.called': {
    label: '叫号', group: '候诊', variables: { number: { label: '排队号', example: 'A012' }, room: { label: '诊室', example: '门诊楼 3 层 5 诊室' } }, needed: ['number'], urgent: true,
    words: { ACCOUNT: { title: '请 {number} 号就诊', body: '医生正在叫您，请到{room}就诊。', sms: '请{number}号到{room}就诊，医生正在叫您。', smsOff: true } },
  },
  'consultation.waiting': {
    label: '新的咨询', group: '咨询', variables: { hours: { label: '接诊时限（小时）', example: '24' } },
    words: { PRACTITIONER: { title: '新的图文咨询', body: '有患者向您发起图文咨询，请在 {hours} 小时内接诊。' } },
  },
  'consultation.accepted': {
    label: '医生接诊', group: '咨询', variables: {},
    words: { ACCOUNT: { title: '医生已接诊', body: '医生已接诊您的图文咨询，可以开始沟通了。', sms: '医生已接诊您的图文咨询，请登录查看。', smsOff: true } },
  },
  'consultation.refused': {
    label: '医生未能接诊', group: '咨询', variables: {},
    words: { ACCOUNT: { title: '医生未能接诊', body: '医生未能接诊您的图文咨询，可查看原因。已支付的费用将原路退回。', sms: '医生未能接诊您的图文咨询，已支付的费用将原路退回。' } },
  },
  'consultation.unanswered': {
    label: '咨询超时未接诊', group: '咨询', variables: {},
    words: {
      ACCOUNT: { title: '医生未及时接诊', body: '医生未在规定时间内接诊您的图文咨询，已支付的费用将原路退回。', sms: '很抱歉，医生未在规定时间内接诊您的图文咨询，已支付的费用将原路退回。' },
      PRACTITIONER: { title: '咨询已超时', body: '一条图文咨询因超时未接诊已自动退款。' },
    },
  },
  'consultation.completed': {
    label: '咨询结束', group: '咨询', variables: {},
    words: {
      ACCOUNT: { title: '咨询已结束', body: '本次图文咨询已结束，您可以随时查看沟通记录。', sms: '本次图文咨询已结束，您可以登录查看沟通记录。', smsOff: true },
      PRACTITIONER: { title: '咨询已结束', body: '一条图文咨询已到时结束。' },
    },
  },
  'consultation.cancelled': {
    label: '患者取消咨询', group: '咨询', variables: {},
    words: { PRACTITIONER: { title: '患者取消了咨询', body: '一位患者在接诊前取消了图文咨询，无需处理。' } },
  },
  'consultation.withdrawn': {
    label: '医院退款结束咨询', group: '咨询', variables: {},
    words: {
      ACCOUNT: { title: '咨询已取消', body: '医院已为您的图文咨询退款，本次咨询已结束。', sms: '医院已为您的图文咨询退款，本次咨询已结束。' },
      PRACTITIONER: { title: '咨询已取消', body: '一条图文咨询已由医院退款并结束。' },
    },
  },
  'conversation.message': {
    label: '会话新消息', group: '咨询', variables: {},
    words: {
      ACCOUNT: { title: '医生回复了您', body: '您的咨询有医生的新回复，请及时查看。', sms: '医生回复了您的咨询，请登录查看。', smsOff: true },
      PRACTITIONER: { title: '患者发来新消息', body: '有患者在咨询中发来新消息，请及时回复。' },
    },
  },
  'order.paid': {
    label: '支付成功', group: '订单', variables: { title, amount }, needed: ['amount'],
    words: { ACCOUNT: { title: '支付成功', body: '{title}，已支付 {amount}。', sms: '您已支付{amount}，订单详情请登录查看。', smsOff: true } },
  },
  'order.refunded': {
    label: '退款到账', group: '订单', variables: { title, amount, reason: { label: '退款原因', example: '医生停诊' } }, needed: ['amount'],
    words: { ACCOUNT: { title: '退款到账', body: '{title}，{amount} 已原路退回。原因：{reason}', sms: '退款{amount}已原路退回，请留意到账。' } },
  },
  'bill.settled': {
    label: '门诊缴费成功', group: '订单', variables: { title, guide: { label: '取药检查指引', example: '请到门诊楼 1 层西药房取药' } }, needed: ['guide'],
    words: { ACCOUNT: { title: '门诊缴费成功', body: '{title}已缴费，{guide}。', sms: '您的门诊费用已缴，{guide}。', smsOff: true } },
  },
  'bill.refused': {
    label: '门诊缴费未成功', group: '订单', variables: { title, reason }, needed: ['reason'], urgent: true,
    words: { ACCOUNT: { title: '门诊缴费未成功，费用将退回', body: '{title}没有缴成（{reason}），费用将原路退回。', sms: '您的门诊费用没有缴成，{reason}，费用将原路退回。', smsOff: true } },
  },
  'deposit.placed': {
    label: '住院预缴到账', group: '订单', variables: { amount, receipt: { label: '收据号', example: 'SJ66000001' } }, needed: ['amount'],
    words: { ACCOUNT: { title: '住院预缴已入账', body: '住院预缴 {amount} 已记入住院账户，收据号 {receipt}。', sms: '住院预缴{amount}已记入住院账户，收据号{receipt}。', smsOff: true } },
  },
  'deposit.refused': {
    label: '住院预缴未入账', group: '订单', variables: { amount, reason }, needed: ['amount'], urgent: true,
    words: { ACCOUNT: { title: '住院预缴未入账，费用将退回', body: '住院预缴 {amount} 没有入账（{reason}），费用将原路退回。', sms: '住院预缴{amount}没有入账，{reason}，费用将原路退回。', smsOff: true } },
  },
  'refund.approved': {
    label: '退费申请通过', group: '订单', variables: { title, amount }, needed: ['amount'],
    words: { ACCOUNT: { title: '退费申请已通过', body: '{title}，{amount} 将原路退回，一般 1–3 个工作日到账。', sms: '您的退费申请已通过，{amount}将原路退回。', smsOff: true } },
  },
  'refund.refused': {
    label: '退费申请未通过', group: '订单', variables: { title, reason: { label: '未通过原因', example: '药品已发出' } }, needed: ['reason'],
    words: { ACCOUNT: { title: '退费申请未通过', body: '{title}的退费申请没有通过。原因：{reason}', sms: '您的退费申请没有通过，原因：{reason}。', smsOff: true } },
  },
  'blacklist.added': {
    label: '加入黑名单', group: '账号', variables: { reason: { label: '原因', example: '多次爽约' }, lastDay: { label: '截止日期', example: '2026-12-31' } }, needed: ['lastDay'],
    words: { ACCOUNT: { title: '您的账号暂停使用新的服务', body: '原因：{reason}。{lastDay} 结束后自动恢复，已有的服务不受影响。如有疑问，请联系医院客服。', sms: '您的账号暂停使用新的服务，{lastDay}结束后自动恢复，已有的服务不受影响。', smsOff: true } },
  },
  'blacklist.lifted': {
    label: '移出黑名单', group: '账号', variables: {},
    words: { ACCOUNT: { title: '您的账号已恢复使用', body: '现在可以正常使用全部服务。', sms: '您的账号已恢复使用，现在可以正常使用全部服务。', smsOff: true } },
  },
  'practitioner.approved': {
    label: '资质审核通过', group: '资质', variables: {},
    words: { PRACTITIONER: { title: '资质审核已通过', body: '您提交的资质已审核通过。' } },
  },
  'practitioner.refused': {
    label: '资质审核未通过', group: '资质', variables: { reason: { label: '原因', example: '执业证照片不清晰' } }, needed: ['reason'],
    words: { PRACTITIONER: { title: '资质审核未通过', body: '原因：{reason}。请修改后重新提交。' } },
  },
} as const satisfies Record<string, NoticeDeclaration>

export type NoticeEvent = keyof typeof NOTICES

export type VariablesOf<E extends NoticeEvent> = { [Name in keyof (typeof NOTICES)[E]['variables']]: string }

export const declarationOfNotice = (event: string): NoticeDeclaration | undefined => (Object.hasOwn(NOTICES, event) ? NOTICES[event as NoticeEvent] : undefined)

export const wordsOf = (event: string, audience: Audience): NoticeWords | undefined => declarationOfNotice(event)?.words[audience]
