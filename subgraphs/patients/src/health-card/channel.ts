import { isConnectorFailure } from '@hospital/connectors/failure'
import type { HealthCardChannel } from '@hospital/connectors/healthcard/port'
import { Refusal, type RefusalCode } from '@hospital/subgraph/refusal'
import type { PatientsContext } from '../context.ts'
import { withToken } from './token.ts'

/** The channel of that name. Refuses INVALID_INPUT where the hospital has not joined it, or has left it. */
export function channelOf({ healthCards }: PatientsContext, code: string): HealthCardChannel {
  const channel = healthCards.channels.find((one) => one.code === code)
  if (!channel) throw new Refusal('INVALID_INPUT', { message: '医院没有开通这种电子健康卡，请选择其他渠道。', details: { field: 'channel' } })
  return channel
}

/** Asks a channel something for a person. What it answers becomes a refusal: HEALTH_CARD_UNAVAILABLE, _REFUSED, _CODE_USED. */
export async function askChannel<T>(ctx: PatientsContext, channel: HealthCardChannel, work: (token: string) => Promise<T>): Promise<T> {
  try {
    return await withToken(ctx, channel, work)
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    ctx.log.warn({ kind: error.kind, code: error.code, channel: channel.code }, 'health card')
    throw new Refusal(error.kind === 'REFUSED' ? (CODES[error.code ?? ''] ?? 'HEALTH_CARD_UNAVAILABLE') : 'HEALTH_CARD_UNAVAILABLE')
  }
}

/** What a channel refuses for the person's sake; any other refusal is ours to mend, and no fault of theirs. */
const CODES: Readonly<Record<string, RefusalCode>> = {
  USER_CODE_USED: 'HEALTH_CARD_CODE_USED', USER_CODE_EXPIRED: 'HEALTH_CARD_CODE_USED', PERSON_REFUSED: 'HEALTH_CARD_REFUSED', CARD_UNKNOWN: 'HEALTH_CARD_REFUSED',
}
