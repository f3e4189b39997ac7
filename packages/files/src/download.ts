import { createReadStream } from 'node:fs'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { findKept, keptPath, type KeptFile } from './kept.ts'
import { verifyLink, type LinkQuery } from './link.ts'
import { PDF } from './pdf.ts'

export interface DownloadOptions {
  folder: string
  key: string
  now(): Date
  /** The session that a request's bearer stands for; undefined where it is forged, expired or ended. */
  sessionOf(authorization: string | undefined): Promise<string | undefined>
}

interface FileRequest {
  Params: { id: string }
  Querystring: LinkQuery
}

/** Serves a kept file to the session that an unexpired link was made for. A wrong link is refused before anything is looked for. */
export async function sendFile({ folder, key, now, sessionOf }: DownloadOptions, request: FastifyRequest<FileRequest>, reply: FastifyReply): Promise<FastifyReply> {
  void reply.headers({
    'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox", 'cross-origin-resource-policy': 'same-origin', 'referrer-policy': 'no-referrer',
  })
  const sessionId = await sessionOf(request.headers.authorization)
  if (!verifyLink(key, 'files', sessionId, request.params.id, request.query, now())) return sessionId ? refuse(reply, 403, '链接已失效，请返回后重新打开。') : refuse(reply, 401, '登录已过期，请重新登录。')
  const file = await findKept(folder, request.params.id)
  if (!file) return refuse(reply, 404, '没有找到这个文件。')
  return sendRange(reply, keptPath(folder, file.id), file, request.headers.range, secondsUntil(request.query.expires!, now()))
}

function sendRange(reply: FastifyReply, path: string, { contentType, bytes }: KeptFile, wanted: string | undefined, maxAge: number) {
  const range = parseRange(wanted, bytes)
  void reply.type(contentType).headers({ 'accept-ranges': 'bytes', 'cache-control': `private, max-age=${maxAge}, immutable`, 'content-disposition': contentType === PDF ? 'attachment; filename="document.pdf"' : 'inline' })
  if (range === 'UNSATISFIABLE') return reply.code(416).header('content-range', `bytes */${bytes}`).send()
  const { start, end } = range ?? { start: 0, end: bytes - 1 }
  if (range) void reply.code(206).header('content-range', `bytes ${start}-${end}/${bytes}`)
  return reply.header('content-length', end - start + 1).send(createReadStream(path, { start, end }))
}

/** One range, which is all that players ask for; several or a malformed one get the whole file, as RFC 9110 allows. */
function parseRange(header: string | undefined, bytes: number): { start: number; end: number } | 'UNSATISFIABLE' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (!match || (!match[1] && !match[2])) return undefined
  const [, from, to] = match as unknown as [string, string, string]
  const start = from ? Number(from) : Math.max(0, bytes - Number(to))
  const end = from && to ? Math.min(Number(to), bytes - 1) : bytes - 1
  return start > end || start >= bytes ? 'UNSATISFIABLE' : { start, end }
}

const secondsUntil = (expires: string, now: Date) => Math.max(0, Number(expires) - Math.floor(now.getTime() / 1000))

const refuse = (reply: FastifyReply, status: number, message: string) =>
  reply.code(status).header('cache-control', 'no-store').type('text/plain; charset=utf-8').send(message)
