import { consoleRealm } from '@hospital/web/realm'
import { ticketRoute } from '@hospital/web/session/ticket-route'

export const POST = ticketRoute(consoleRealm)
