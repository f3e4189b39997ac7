import { and, eq } from 'drizzle-orm'
import { isConnectorFailure } from '@hospital/connectors/failure'
import type { HisBoardTicket } from '@hospital/connectors/his/board'
import { enqueue, inTransaction } from '@hospital/subgraph/transaction'
import type { ClinicalContext } from '../context.ts'
import { practitioner } from '../tables/directory.ts'
import { ticket } from '../tables/queue.ts'
import type { TicketRow } from './queue.ts'

const FIRST_RETRY_MS = 1_000
const LONGEST_RETRY_MS = 60_000

/** A doctor moved somebody here who is on the hospital's own board: it shows so too. */
export async function tellBoard(tx: ClinicalContext, { id, hisTicketId }: TicketRow): Promise<void> {
  if (hisTicketId === null) return
  await tx.db.update(ticket).set({ hisPending: true }).where(eq(ticket.id, id))
  await enqueue(tx, 'moveOnBoard', { ticketId: id }, { key: id })
}

/**
 * Brings the board up to where somebody stands here. Looks at the state of things, so it may run late or twice. What the board refuses was
 * moved there meanwhile: then its word counts, and comes with its next news.
 */
export async function moveOnBoard(ctx: ClinicalContext, { ticketId, attempt = 1 }: { ticketId: string; attempt?: number }): Promise<void> {
  const [found] = await ctx.db.select({ row: ticket, hisPractitionerId: practitioner.hisId }).from(ticket).leftJoin(practitioner, eq(practitioner.id, ticket.calledBy)).where(and(eq(ticket.id, ticketId), eq(ticket.hisPending, true)))
  if (!found?.row.hisTicketId) return
  const { hisTicketId, status, calledTimes } = found.row
  try {
    await settle(ctx, found.row, await ctx.his.moveBoardTicket({ hisTicketId, status, calledTimes, hisPractitionerId: found.hisPractitionerId }))
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    const log = ctx.log.child({ err: error, ticketId, attempt })
    if (error.kind === 'CONFLICT' || error.kind === 'REFUSED') {
      log.warn('the board moved otherwise')
      return settle(ctx, found.row, undefined)
    }
    log.warn('not yet on the board')
    const runAt = new Date(ctx.now().getTime() + Math.min(FIRST_RETRY_MS * 2 ** (attempt - 1), LONGEST_RETRY_MS))
    await inTransaction(ctx, (tx) => enqueue(tx, 'moveOnBoard', { ticketId, attempt: attempt + 1 }, { key: ticketId, runAt }))
  }
}

/** The board knows, or knows better. A move made here since is told next. */
async function settle(ctx: ClinicalContext, { id, status, calledTimes }: TicketRow, shown: HisBoardTicket | undefined): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const [told] = await tx.db.update(ticket).set({ hisPending: false, ...(shown && { hisSequence: shown.sequence }) })
      .where(and(eq(ticket.id, id), eq(ticket.status, status), eq(ticket.calledTimes, calledTimes))).returning()
    if (!told) return enqueue(tx, 'moveOnBoard', { ticketId: id }, { key: id })
    if (!shown) await enqueue(tx, 'lookAtBoard', { ticketIds: [told.hisTicketId!] }, { key: told.hisTicketId! })
  })
}
