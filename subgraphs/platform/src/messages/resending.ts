import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction } from '@hospital/subgraph/transaction'
import { applyTransition } from '@hospital/subgraph/transitions'
import { deliveryEntity, findDeliveries, type DeliveryRow } from './delivery.ts'
import { handOver, isOn } from './dispatch.ts'
import { tally } from './tally.ts'
import { templateInForce } from './template.ts'

/** Sends again, in the words of then, what failed for good. Refuses NOT_FOUND, WRONG_STATE; BUSINESS_CLOSED where the channel has been switched off meanwhile. */
export function resendMessage(ctx: Context, id: string): Promise<DeliveryRow> {
  return inTransaction(ctx, async (tx) => {
    const [before] = await findDeliveries(tx, [id])
    if (!before) throw new Refusal('NOT_FOUND')
    const template = await templateInForce(tx, before.event, before.audience, before.institutionId)
    if (before.status === 'FAILED' && !(template && isOn(before.channel, template.content))) throw new Refusal('BUSINESS_CLOSED', { message: '该业务的这个渠道已关闭，请先在消息模板中开启。' })
    const row = await applyTransition(tx, deliveryEntity, id, 'resend', { attempts: before.attempts + 1, tries: 1, dueAt: tx.now(), endedAt: null })
    await tally(tx, row, 'QUEUED', 'FAILED')
    await audit(tx, 'message.resend', { subjectType: 'SentMessage', subjectId: id, after: { event: row.event, channel: row.channel, attempt: row.attempts } })
    await handOver(tx, row, template!.content)
    return row
  })
}
