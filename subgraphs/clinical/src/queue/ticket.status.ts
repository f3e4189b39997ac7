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
  /** As the hospital's own calling system says: news of in between may have been missed. */
  boardWait: { from: ['CALLED', 'SERVING', 'MISSED'], to: 'WAITING', by: 'SYSTEM' },
  boardCall: { from: ['WAITING', 'CALLED', 'MISSED'], to: 'CALLED', by: 'SYSTEM' },
  boardServe: { from: ['WAITING', 'CALLED', 'MISSED'], to: 'SERVING', by: 'SYSTEM' },
  boardMiss: { from: ['WAITING', 'CALLED', 'SERVING'], to: 'MISSED', by: 'SYSTEM' },
  boardFinish: { from: ['WAITING', 'CALLED', 'SERVING', 'MISSED'], to: 'DONE', by: 'SYSTEM' },
} as const satisfies Transitions<TicketStatus>
