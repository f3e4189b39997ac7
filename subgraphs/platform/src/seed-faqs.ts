import { eq } from 'drizzle-orm'
import { WHOLE } from '@hospital/configuration/effective'
import { pinyinInitials } from '@hospital/search/pinyin'
import type { Context } from '@hospital/subgraph/context'
import { inTransaction } from '@hospital/subgraph/transaction'
import { institution } from './tables/directory.ts'
import { faq, helpPage } from './tables/help.ts'

type Shortcut = 'REGISTRATION' | 'CONSULTATION' | 'QUEUE' | 'ORDERS' | 'CARDS' | 'PATIENTS' | 'HOMECARE'

/** category, question, answer, where it leads */
const FAQS: readonly (readonly [string, string, string, Shortcut?])[] = [
  ['REGISTRATION', '怎样预约挂号？', '在首页点“预约挂号”，选择科室、日期、医生和时段，选好就诊人后支付挂号费即完成预约。锁号后请在 15 分钟内支付，超时号源自动释放，不产生费用。', 'REGISTRATION'],
  ['REGISTRATION', '预约后能不能退号？', '预约号可在就诊日前按规定时限在“我的 › 待就诊”中取消，挂号费原路退回。当日挂号不支持在线取消，请到门诊挂号窗口办理。', 'REGISTRATION'],
  ['REGISTRATION', '医生停诊了怎么办？', '医生停诊时我们会发消息告诉您，挂号费自动原路退回，不需要您操作。您可以改约其他时段，或选择同科室的其他医生。', 'REGISTRATION'],
  ['REGISTRATION', '到院后怎样签到候诊？', '到达医院后，在“我的 › 待就诊”中打开挂号单点“签到”，手机需允许获取位置。签到后可在“排队候诊”中随时查看前面还有几位。手机不便的，可到分诊台由护士代为签到。', 'QUEUE'],
  ['PAYMENT', '费用退回要多久？', '退款提交后由支付渠道原路退回：微信零钱通常几分钟到账，银行卡需 1 到 3 个工作日。在“我的订单 › 退款”中可以查看进度。', 'ORDERS'],
  ['PAYMENT', '付了款，订单还显示待支付？', '支付结果偶有延迟，请在订单页下拉刷新。若确实重复支付，多付的款项会自动退回；超过 10 分钟仍未更新，请提交意见反馈并附上支付截图。', 'ORDERS'],
  ['CONSULTATION', '图文咨询多久能得到回复？', '医生会在您付款后 24 小时内接诊；超过 24 小时未接诊，费用自动原路退回。接诊后可在约定的消息条数内与医生交流。急危重症请立即拨打 120 或到急诊就诊。', 'CONSULTATION'],
  ['CONSULTATION', '线上可以看第一次的病吗？', '按照国家规定，互联网诊疗只提供常见病、慢性病的复诊，不能首诊。第一次就诊或病情有变化，请预约挂号到院面诊。', 'REGISTRATION'],
  ['PERSON', '怎样给家人添加就诊人？', '在“我的 › 就诊人 › 管理”中点“添加就诊人”，填写真实姓名与身份证号。未满 18 周岁的，还需填写监护人信息。', 'PATIENTS'],
  ['PERSON', '就诊卡有什么用，怎么出示？', '挂号、签到、缴费和取药时都可以出示。在“就诊卡”中点开卡片即显示条形码与二维码，对准扫码设备即可；有多张卡时可以设置默认卡。', 'CARDS'],
  ['ACCOUNT', '收不到短信验证码怎么办？', '请确认手机号填写正确、手机未停机且没有拦截短信。验证码每分钟只能获取一次；仍收不到时请稍后再试，或联系人工客服。'],
  ['ACCOUNT', '字太小看不清，怎样调大？', '在“我的”页面打开“适老模式”，文字和按钮都会变大，还可以再调到最大字号；随时可以切换回来。'],
  ['OTHER', '怎样预约护士上门服务？', '在首页点“护理到家”，查看可上门的护理项目与价格，选择就诊人和地址后提交申请，医院评估通过后安排护士上门。', 'HOMECARE'],
]

/** What a new hospital's help page starts with. Repeating it changes nothing. */
export async function seedHelp(ctx: Context): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    if (!(await tx.db.$count(faq))) {
      await tx.db.insert(faq).values(FAQS.map(([category, question, answer, shortcut = null], at) => ({ category, question, answer, shortcut, pinyin: pinyinInitials(question), sortOrder: (at + 1) * 10, enabled: true, changedAt: tx.now() })))
    }
    const [main] = await tx.db.select({ phone: institution.phone }).from(institution).where(eq(institution.kind, 'MAIN')).limit(1)
    await tx.db.insert(helpPage).values({
      node: WHOLE, version: 1, modules: [{ kind: 'FAQ', enabled: true }, { kind: 'FEEDBACK', enabled: true }, { kind: 'SERVICE', enabled: true }],
      service: { phone: main?.phone?.replace(/\s/g, '') ?? '0571-88880000', hours: [{ weekdays: [1, 2, 3, 4, 5], start: '08:00', end: '17:30' }, { weekdays: [6, 7], start: '09:00', end: '16:00' }], wechatName: '云溪一院客服', wechatUrl: null },
    }).onConflictDoNothing()
  })
}
