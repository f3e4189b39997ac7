import { eq } from 'drizzle-orm'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { consultationRules } from '../tables/consultation.ts'
import { readSettings } from '../settings.ts'
import { OFFERED_KINDS, type ConsultationKind } from './consultation.kinds.ts'
import { CONSENT_KEYS, currentVersion } from './consent.ts'
import type { ConsultationRules } from './rules.types.ts'

/** The rules for one kind, as the hospital wrote them or as they stand in the house. Refuses CONSULTATION_CLOSED: that kind is not offered. */
export async function readRules(ctx: Context, kind: ConsultationKind): Promise<ConsultationRules> {
  if (!OFFERED_KINDS.includes(kind)) throw new Refusal('CONSULTATION_CLOSED')
  const [own] = await ctx.db.select().from(consultationRules).where(eq(consultationRules.kind, kind))
  const consentKey = CONSENT_KEYS[kind]
  return { ...(own ?? await defaultRules(ctx)), consentKey, version: await currentVersion(ctx, consentKey) }
}

async function defaultRules(ctx: Context) {
  const { consultationAnswerHours, consultationOpenHours } = await readSettings(ctx)
  return {
    title: '图文咨询须知',
    body: [
      '1. 图文咨询提供健康咨询与诊后指导，医生的回复供参考，不能代替到院面诊。',
      '2. 急、危、重症请立即拨打 120 或前往就近医院急诊，不要等待线上回复。',
      '3. 请如实填写就诊人信息和病情，可上传检查报告、患处照片或语音，资料仅供接诊医生查看。',
      `4. 支付后医生会在 ${consultationAnswerHours} 小时内接诊；医生未接诊或拒绝接诊，费用全额原路退回。`,
      `5. 医生接诊后 ${consultationOpenHours} 小时内有效，您可发送的消息条数以服务说明为准；时间或条数用完后咨询结束。`,
      '6. 医生接诊前您可以随时取消并全额退款；接诊后不能取消。',
      '7. 咨询内容会依法保存，不少于三年。',
    ].join('\n'),
  }
}
