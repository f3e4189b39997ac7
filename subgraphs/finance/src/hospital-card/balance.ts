import { isConnectorFailure } from '@hospital/connectors/failure'
import { Refusal } from '@hospital/subgraph/refusal'
import type { FinanceContext } from '../context.ts'
import { getHisPatientId } from '../patient-record.ts'

/** What is on a person's hospital card now. Null: there is no card. Refuses NOT_FOUND, HIS_RECORD_REQUIRED, HIS_UNAVAILABLE. */
export async function readBalance(ctx: FinanceContext, patientId: string): Promise<number | null> {
  const hisPatientId = await getHisPatientId(ctx, patientId)
  try {
    return await ctx.his.cardBalance(hisPatientId)
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    if (error.code === 'CARD_UNKNOWN') return null
    throw new Refusal('HIS_UNAVAILABLE')
  }
}
