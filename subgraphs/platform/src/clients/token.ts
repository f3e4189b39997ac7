import { eq } from 'drizzle-orm'
import { CLIENT_TOKEN_SECONDS, signAccessToken } from '@hospital/access/token'
import { isScope, type Scope } from '@hospital/access/scopes'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import type { SessionView } from '@hospital/subgraph/definition'
import { apiClient } from '../tables/client.ts'
import { CLIENT_SESSION, type ApiClientRow } from './client.ts'
import { isSecret } from './secret.ts'

/** The error codes of RFC 6749, section 5.2. */
export type TokenError = 'invalid_request' | 'invalid_client' | 'invalid_scope' | 'unsupported_grant_type'

export interface TokenRequest {
  grantType: string | null
  clientId: string
  secret: string
  /** Space-separated; all that the client has where left out. */
  scope: string | null
}

export interface TokenGrant {
  access_token: string
  token_type: 'Bearer'
  expires_in: number
  scope: string
}

/** Gives a client its access token. An unknown, a disabled and a wrongly answered client are the same to the outside. */
export async function grantToken(ctx: Context, { grantType, clientId, secret, scope }: TokenRequest): Promise<TokenGrant | TokenError> {
  const client = await findClient(ctx, clientId)
  if (!client || client.disabled || !holdsSecret(ctx, client, secret)) return 'invalid_client'
  if (!grantType) return 'invalid_request'
  if (grantType !== 'client_credentials') return 'unsupported_grant_type'
  const asked = scope === null ? client.scopes : scope.split(' ')
  if (!asked.length || asked.some((one) => !client.scopes.includes(one))) return 'invalid_scope'
  const now = ctx.clock.real(ctx.now())
  const accessToken = await signAccessToken(ctx.keys.sessionKey, { sessionId: `${CLIENT_SESSION}${client.id}`, realm: 'platform', scopes: asked }, 'client', now)
  return { access_token: accessToken, token_type: 'Bearer', expires_in: CLIENT_TOKEN_SECONDS, scope: asked.join(' ') }
}

/** Who a client is by now; undefined once it is disabled. Its token's scopes narrow it further. */
export async function clientView(ctx: Context, sessionId: string): Promise<SessionView | undefined> {
  const client = await findClient(ctx, sessionId.slice(CLIENT_SESSION.length))
  if (!client || client.disabled) return undefined
  const { id, perMinute, perDay, costLimit } = client
  return { viewer: { kind: 'PUBLIC_CLIENT', clientId: id, scopes: client.scopes.filter((one): one is Scope => isScope(one)), perMinute, perDay, costLimit }, expiresAt: new Date(8.64e15) }
}

async function findClient(ctx: Context, id: string): Promise<ApiClientRow | undefined> {
  const [client] = isId(id) ? await ctx.db.select().from(apiClient).where(eq(apiClient.id, id)) : []
  return client
}

function holdsSecret(ctx: Context, { secretHash, formerSecretHash, formerUntil }: ApiClientRow, secret: string): boolean {
  if (isSecret(secret, secretHash)) return true
  return formerSecretHash !== null && formerUntil !== null && formerUntil > ctx.now() && isSecret(secret, formerSecretHash)
}
