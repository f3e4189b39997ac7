import { expect, test } from 'vitest'
import { TICKET_STATUSES, ticketTransitions, type TicketStatus } from './ticket.status.ts'

const ALLOWED: Record<TicketStatus, string[]> = {
  WAITING: ['callNext', 'leave', 'boardCall', 'boardServe', 'boardMiss', 'boardFinish'],
  CALLED: ['recallTicket', 'startServing', 'skipTicket', 'leave', 'boardWait', 'boardCall', 'boardServe', 'boardMiss', 'boardFinish'],
  SERVING: ['finishTicket', 'boardWait', 'boardMiss', 'boardFinish'],
  MISSED: ['requeueTicket', 'leave', 'boardWait', 'boardCall', 'boardServe', 'boardFinish'],
  DONE: [], LEFT: [],
}

test.each(TICKET_STATUSES)('[B1-09] from %s a ticket moves only as its life allows', (status) => {
  const possible = Object.entries(ticketTransitions).filter(([, { from }]) => (from as readonly string[]).includes(status)).map(([action]) => action)
  expect(possible.sort()).toEqual([...ALLOWED[status]].sort())
})

test('[B1-09] every status of a ticket is reached from WAITING', () => {
  const reached = new Set<TicketStatus>(['WAITING'])
  for (const status of reached) for (const { from, to } of Object.values(ticketTransitions)) if ((from as readonly string[]).includes(status)) reached.add(to)
  expect([...reached].sort()).toEqual([...TICKET_STATUSES].sort())
})
