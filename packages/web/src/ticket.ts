import type { Ticket } from './session/ticket-route.ts'

/** The session is over: only signing in again helps. */
export class SessionEnded extends Error {}

/** A ticket for this minute, from our own server: the session itself is out of reach of scripts. */
export async function fetchTicket(): Promise<Ticket> {
  const response = await fetch('/api/ticket', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
  if (response.status === 401) throw new SessionEnded('the session has ended')
  if (!response.ok) throw new Error(`no ticket: ${response.status}`)
  return (await response.json()) as Ticket
}
