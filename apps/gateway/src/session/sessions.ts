import { GraphQLError } from 'graphql'
import { signAccessToken, verifyAccessToken, type AccessToken, type TokenUse } from '@hospital/access/token'
import { rememberVerified } from '@hospital/access/verified-tokens'
import { ANONYMOUS } from '@hospital/access/viewer'
import type { SessionView } from '@hospital/subgraph/definition'
import { REFUSALS } from '@hospital/subgraph/refusal'
import type { Viewers } from './viewers.ts'

/** A session as a request or a socket brought it. */
export interface Admission extends SessionView {
  token: AccessToken
}

export interface Sessions {
  /** Nobody (undefined) where nothing was brought. Refuses SESSION_EXPIRED for what is forged, expired or ended: never silently nobody. */
  admit(authorization: string | undefined, use?: TokenUse): Promise<Admission | undefined>
  /** A request of the session has changed who it is: the next one is looked up anew, whenever the news of it may come. */
  forget(token: AccessToken): void
  /** Who the session is by now; undefined once it has ended. */
  renew(token: AccessToken): Promise<SessionView | undefined>
  /** For a socket or an upload of the next minute. */
  ticketFor(token: AccessToken): Promise<string>
}

export function createSessions(sessionKey: string, viewers: Viewers): Sessions {
  const verifyAccess = rememberVerified((bearer) => verifyAccessToken(sessionKey, bearer))
  return {
    async admit(authorization, use = 'access') {
      if (!authorization) return undefined
      const [, bearer] = /^Bearer ([\w.-]+)$/i.exec(authorization) ?? []
      const token = bearer && (await (use === 'access' ? verifyAccess(bearer) : verifyAccessToken(sessionKey, bearer, use)))
      const view = token && (await viewers.find(token))
      if (!token || !view) throw sessionExpired()
      return { token, ...view }
    },
    forget: (token) => viewers.forget(token),
    renew: (token) => viewers.find(token),
    ticketFor: (token) => signAccessToken(sessionKey, token, 'ticket'),
  }
}

/** A gateway with no sign-in: everyone is nobody. */
export const NO_SESSIONS: Sessions = {
  admit: async () => undefined,
  forget() {},
  renew: async () => ({ viewer: ANONYMOUS, expiresAt: new Date(8.64e15) }),
  ticketFor: async () => { throw sessionExpired() },
}

export const sessionExpired = () =>
  new GraphQLError(REFUSALS.SESSION_EXPIRED, { extensions: { code: 'SESSION_EXPIRED', http: { status: 401 } } })
