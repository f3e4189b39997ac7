import type { EventPayloads } from '@hospital/events/catalogue'
import type { FinanceContext } from '../context.ts'

type OrderEvent = 'order.paid' | 'order.closed' | 'order.refunded'

/** What a payable thing of finance's own does when its order moves. */
export type OrderReactions = { [E in OrderEvent]: (tx: FinanceContext, data: EventPayloads[E]) => Promise<void> }

/** Sends an order's event to the module that owns the subject; other kinds of subject belong to other subgraphs. */
export function orderReactions(bySubject: Record<string, OrderReactions>): OrderReactions {
  return {
    'order.paid': async (tx, data) => bySubject[data.subjectType]?.['order.paid'](tx, data),
    'order.closed': async (tx, data) => bySubject[data.subjectType]?.['order.closed'](tx, data),
    'order.refunded': async (tx, data) => bySubject[data.subjectType]?.['order.refunded'](tx, data),
  }
}
