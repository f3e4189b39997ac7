import { isConnectorFailure, type ConnectorFailure } from '@hospital/connectors/failure'
import { enqueue, inTransaction } from '@hospital/subgraph/transaction'
import { raiseAlert } from './alerts/alert.ts'
import type { FinanceContext } from './context.ts'

const FIRST_RETRY_MS = 2_000
const LONGEST_RETRY_MS = 5 * 60_000
/** So many attempts later a person is told; the HIS is asked on. */
const ALERT_AFTER = 10

export type HisAnswer<Taken> = { answer: 'TAKEN'; taken: Taken } | { answer: 'NO'; code: string } | { answer: 'UNKNOWN' }

/**
 * Tells the HIS of money under our own reference. What it did with it is known only by its word: after an unknown result, or a "no" that may
 * be our own earlier success, what stands under the reference decides.
 */
export async function tellHis<Taken>(ctx: FinanceContext, tell: () => Promise<Taken>, lookUp: () => Promise<Taken | null>): Promise<HisAnswer<Taken>> {
  try {
    return { answer: 'TAKEN', taken: await tell() }
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    ctx.log.warn({ err: error }, 'HIS has not taken a payment')
    if (error.kind === 'UNAVAILABLE') return { answer: 'UNKNOWN' }
    return lookAfter(lookUp, error)
  }
}

async function lookAfter<Taken>(lookUp: () => Promise<Taken | null>, cause: ConnectorFailure): Promise<HisAnswer<Taken>> {
  try {
    const found = await lookUp()
    if (found) return { answer: 'TAKEN', taken: found }
    return cause.resultUnknown ? { answer: 'UNKNOWN' } : { answer: 'NO', code: cause.code ?? cause.kind }
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    return { answer: 'UNKNOWN' }
  }
}

export interface Telling {
  id: string
  attempt?: number
}

/** The money is not given back while the HIS may have taken it: the job comes again, later each time, and a person is told. */
export async function tellLater(ctx: FinanceContext, task: string, { id, attempt = 1 }: Telling, orderNumber: string): Promise<void> {
  const runAt = new Date(ctx.now().getTime() + Math.min(FIRST_RETRY_MS * 2 ** (attempt - 1), LONGEST_RETRY_MS))
  await inTransaction(ctx, async (tx) => {
    if (attempt === ALERT_AFTER) await raiseAlert(tx, { kind: 'HIS_NOT_TOLD', about: orderNumber, detail: { orderNumber, attempts: attempt } })
    await enqueue(tx, task, { id, attempt: attempt + 1 }, { key: id, runAt })
  })
}
