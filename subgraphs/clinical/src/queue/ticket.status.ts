import type { Transitions } from '@hospital/subgraph/transitions'

export const TICKET_STATUSES = ['WAITING', 'CALLED', 'SERVING', 'DONE', 'MISSED', 'LEFT'] as const
export type TicketStatus = (typeof TICKET_STATUSES)[number]

/** The life of a ticket in a queue (候诊号). Actions of people carry the names of their mutations. */
export const ticketTransitions = {
  callNext: { from: ['WAITING'], to: 'CALLED', by: 'queue:call' },
  recallTicket: { from: ['CALLED'], to: 'CALLED', by: 'queue:call' },
  startServing: { from: ['CALLED'], to: 'SERVING', by: 'queue:call' },
  skipTicket: { from: ['CALLED'], to: 'MISSED', by: 'queue:call' },
  requeueTicket: { from: ['MISSED'], to: 'WAITING', by: 'queue:call' },
  finishTicket: { from: ['SERVING'], to: 'DONE', by: 'queue:call' },
  /** The day is over, or the clinic was stopped. */
  leave: { from: ['WAITING', 'CALLED', 'MISSED'], to: 'LEFT', by: 'SYSTEM' },
} as const satisfies Transitions<TicketStatus>
