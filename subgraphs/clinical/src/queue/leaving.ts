import { eq } from 'drizzle-orm'
import { tryTransition } from '@hospital/subgraph/transitions'
import type { ClinicalContext } from '../context.ts'
import { ticket } from '../tables/queue.ts'
import { changeQueue, ticketEntity } from './queue.ts'

/** Takes a registration out of its queue, by the house. False: the patient is with the doctor, or has been. */
export async function leaveQueue(tx: ClinicalContext, appointmentId: string): Promise<boolean> {
  const [row] = await tx.db.select({ id: ticket.id, queueId: ticket.queueId }).from(ticket).where(eq(ticket.appointmentId, appointmentId))
  if (!row) return true
  await changeQueue(tx, row.queueId)
  return (await tryTransition(tx, ticketEntity, row.id, 'leave')) !== undefined
}
