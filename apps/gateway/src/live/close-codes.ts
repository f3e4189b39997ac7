/** Why we close a socket, beside graphql-ws's own codes. Clients come back with a new ticket on any of them. */
export const CLOSE = { SESSION_ENDED: 4403, VIEWER_CHANGED: 4205, TOO_MANY: 4429, INTERNAL: 4500, GOING_AWAY: 1012 } as const
