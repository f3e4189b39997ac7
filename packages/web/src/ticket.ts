import type { Ticket } from './session/ticket-route.ts'

/** A ticket for this minute, from our own server: the session itself is out of reach of scripts. */
export async function fetchTicket(): Promise<Ticket> {
  const response = await fetch('/api/ticket', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
  if (!response.ok) throw new Error(`no ticket: ${response.status}`)
  return response.json()
}
