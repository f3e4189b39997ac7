import { isConnectorFailure } from '@hospital/connectors/failure'
import type { HisDeposit, HisInpatientAccount } from '@hospital/connectors/his/billing.port'
import { Refusal } from '@hospital/subgraph/refusal'
import type { SettingKey } from '@hospital/configuration/settings'
import { configuration } from '../configuration.ts'
import type { FinanceContext } from '../context.ts'
import { departmentsByHisId } from '../directory/names.ts'
import { getHisPatientId } from '../patient-record.ts'

export interface Stay extends HisInpatientAccount {
  patientId: string
  institutionId: string | null
  readAt: Date
}

/** The HIS's answer, or HIS_UNAVAILABLE. */
export async function fromHis<T>(ctx: FinanceContext, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    ctx.log.warn({ err: error }, 'the stay is not read')
    throw new Refusal('HIS_UNAVAILABLE', { message: '医院系统暂时无法连接，请稍后再查，或到住院收费窗口查询。' })
  }
}

/** The stay of an own person, or the latest one, as the HIS has it at this moment. Refuses NOT_FOUND, HIS_RECORD_REQUIRED, HIS_UNAVAILABLE. */
export async function findStay(ctx: FinanceContext, patientId: string): Promise<Stay | null> {
  const hisPatientId = await getHisPatientId(ctx, patientId)
  const stays = (await fromHis(ctx, () => ctx.his.inpatientAccounts({ hisPatientId }))).filter((stay) => stay.hisPatientId === hisPatientId)
  const stay = stays.find(({ status }) => status === 'IN_HOSPITAL') ?? stays[0]
  if (!stay) return null
  const department = (await departmentsByHisId(ctx, [stay.departmentId])).get(stay.departmentId)
  return { ...stay, patientId, institutionId: department?.institutionId ?? null, readAt: ctx.now() }
}

/** As `findStay`. Refuses also NOT_FOUND where the person has never stayed. */
export async function getStay(ctx: FinanceContext, patientId: string): Promise<Stay> {
  const stay = await findStay(ctx, patientId)
  if (!stay) throw new Refusal('NOT_FOUND', { message: '没有查到住院记录，请核对就诊人。' })
  return stay
}

/** What was paid in for a stay, here and at the counter. */
export const receiptsOfStay = (ctx: FinanceContext, { hisAccountId }: Stay): Promise<HisDeposit[]> => fromHis(ctx, () => ctx.his.inpatientDeposits(hisAccountId))

const SUGGESTED = ['inpatient.deposit.suggested1', 'inpatient.deposit.suggested2', 'inpatient.deposit.suggested3', 'inpatient.deposit.suggested4'] as const satisfies SettingKey[]

export interface DepositLimits {
  minFen: number
  maxFen: number
  /** Amounts to choose from, each within the limits. */
  suggestedFen: number[]
}

/** What an institution lets people pay in at once. */
export async function depositLimits(ctx: FinanceContext, institutionId: string | null): Promise<DepositLimits> {
  const yuan = async (key: (typeof SUGGESTED)[number] | 'inpatient.deposit.min' | 'inpatient.deposit.max') => (await configuration.settingOf(ctx, key, institutionId)) * 100
  const [minFen, maxFen, ...suggested] = await Promise.all([yuan('inpatient.deposit.min'), yuan('inpatient.deposit.max'), ...SUGGESTED.map(yuan)])
  return { minFen, maxFen, suggestedFen: [...new Set(suggested)].filter((fen) => fen >= minFen && fen <= maxFen && fen > 0).sort((a, b) => a - b) }
}
