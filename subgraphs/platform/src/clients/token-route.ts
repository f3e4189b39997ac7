import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { service } from '@hospital/access/viewer'
import { newId } from '@hospital/database/identifier'
import type { RequestFacts } from '@hospital/subgraph/definition'
import type { PlatformContext } from '../context.ts'
import { grantToken, type TokenError, type TokenRequest } from './token.ts'

export const TOKEN_PATH = '/oauth/token'
const BODY_BYTES = 4 * 1024

/** Client credentials of OAuth 2.0 (RFC 6749, section 4.4): id and secret as HTTP Basic or in the form, never both. */
export const tokenRoutes = (contextFor: (facts: RequestFacts) => PlatformContext): FastifyPluginAsync => async (app) => {
  app.post(TOKEN_PATH, { bodyLimit: BODY_BYTES }, async (request, reply) => {
    reply.headers({ 'cache-control': 'no-store', pragma: 'no-cache' })
    const asked = readTokenRequest(request)
    if (typeof asked === 'string') return refuse(reply, asked, request)
    const ctx = contextFor({ viewer: service('oauth'), requestId: newId(), origin: { ip: request.ip, userAgent: request.headers['user-agent'] ?? null } })
    const granted = await grantToken(ctx, asked)
    return typeof granted === 'string' ? refuse(reply, granted, request) : granted
  })
}

function refuse(reply: FastifyReply, error: TokenError, { headers }: FastifyRequest): FastifyReply {
  if (error === 'invalid_client' && headers.authorization) void reply.header('www-authenticate', 'Basic realm="hospital", charset="UTF-8"')
  return reply.code(error === 'invalid_client' ? 401 : 400).send({ error })
}

function readTokenRequest({ headers, body }: FastifyRequest): TokenRequest | TokenError {
  if (!/^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '') || !Buffer.isBuffer(body)) return 'invalid_request'
  const form = new URLSearchParams(body.toString('utf8'))
  if (new Set(form.keys()).size !== [...form.keys()].length) return 'invalid_request'
  const basic = headers.authorization === undefined ? undefined : readBasic(headers.authorization)
  if (headers.authorization !== undefined && !basic) return 'invalid_client'
  if (basic && form.has('client_secret')) return 'invalid_request'
  const [clientId, secret] = basic ?? [form.get('client_id'), form.get('client_secret')]
  if (!clientId || !secret) return basic ? 'invalid_client' : 'invalid_request'
  return { grantType: form.get('grant_type'), clientId, secret, scope: form.get('scope') }
}

/** Both halves come form-encoded (section 2.3.1). */
function readBasic(authorization: string): [string, string] | undefined {
  const [, encoded] = /^Basic ([\w+/=-]+)$/i.exec(authorization) ?? []
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString('utf8')) ?? []
  if (id === undefined || secret === undefined) return undefined
  try {
    return [decodeURIComponent(id.replaceAll('+', ' ')), decodeURIComponent(secret.replaceAll('+', ' '))]
  } catch {
    return undefined
  }
}
