import { isConnectorFailure } from '@hospital/connectors/failure'
import type { HisPatient } from '@hospital/connectors/his/port'
import { Refusal } from '@hospital/subgraph/refusal'
import type { PatientsContext } from '../context.ts'
import type { Person } from './add-patient.ts'

/** Creates or matches the record (在线建档). A lost answer is asked for once more by the id card, never guessed. Refuses HIS_UNAVAILABLE, HIS_REFUSED. */
export async function recordInHis(ctx: PatientsContext, person: Person): Promise<HisPatient> {
  const { name, idCard, phone, relationship, guardian } = person
  try {
    return await ctx.his.createPatient({
      idCard: idCard.number, name, gender: idCard.sex, birthDate: idCard.birthDate, ...(phone && { phone }),
      ...(guardian && { guardian: { name: guardian.name, idCard: guardian.idCard.number, phone: guardian.phone, relationship } }),
    })
  } catch (error) {
    if (!isConnectorFailure(error) || !error.resultUnknown) throw refusalOf(ctx, error)
    const found = await findInHis(ctx, idCard.number)
    if (found?.name === name) return found
    throw refusalOf(ctx, error)
  }
}

/** The record as HIS has it now. Refuses HIS_UNAVAILABLE, HIS_REFUSED. */
export async function findInHis(ctx: PatientsContext, idCard: string): Promise<HisPatient | null> {
  try {
    return await ctx.his.findPatient({ idCard })
  } catch (error) {
    throw refusalOf(ctx, error)
  }
}

function refusalOf(ctx: PatientsContext, error: unknown): unknown {
  if (!isConnectorFailure(error)) return error
  ctx.log.warn({ kind: error.kind, code: error.code }, 'his patient')
  if (error.code === 'PATIENT_NAME_MISMATCH') return new Refusal('HIS_REFUSED', { message: '姓名与该身份证在医院的档案不一致，请核对姓名，或到门诊窗口更正。', details: { field: 'name' } })
  if (error.kind === 'REFUSED' || error.kind === 'CONFLICT') return new Refusal('HIS_REFUSED')
  return new Refusal('HIS_UNAVAILABLE', { message: '医院系统暂时无法连接，就诊人没有添加，请稍后重试或到院办理。' })
}
