import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { join } from 'node:path'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { openAllowances, type Allowance } from './allowance.ts'
import { LARGEST_BYTES } from './content.ts'
import { sendFile } from './download.ts'
import { removeOldExports, sendExport } from './exports.ts'
import { UploadRefused, asRefusal } from './problem.ts'
import { signReceipt } from './receipt.ts'
import { LARGEST_SHEET_BYTES, receiveSheet, removeOldSheets, SHEETS_PATH } from './sheets.ts'
import { openUnfinished } from './unfinished.ts'
import { removeUnused } from './use.ts'
import { RECEIPT_HEADER, UPLOADS_PATH, createUploadServer, findFinished } from './uploads.ts'

export interface FilesOptions {
  /** The installation's folder; files live in `files` below it. */
  dataFolder: string
  /** Signs receipts and links. */
  fileKey: string
  now(): Date
  /** Whom a ticket stands for (see `fileOwner`); undefined where it is forged or expired. */
  verifyTicket(ticket: string): Promise<string | undefined>
  /** The session that a bearer stands for; undefined where it is forged, expired or ended. */
  sessionOf(authorization: string | undefined): Promise<string | undefined>
  /** The apps that upload from a browser. */
  allowedOrigins: string[]
  /** What one person may upload in a day. */
  allowance?: Allowance
}

const SWEEP_MS = 3_600_000

/**
 * Uploads that survive a broken connection (tus 1.0 at `/uploads`, `Authorization: Bearer <ticket>`) and links to what was uploaded
 * (`/files/:id`). The answer that completes an upload carries the receipt in `Upload-Receipt`; a HEAD on a complete upload repeats it.
 */
export const filesPlugin: FastifyPluginAsync<FilesOptions> = async (app, { dataFolder, fileKey: key, now, verifyTicket, sessionOf, allowedOrigins, allowance }) => {
  const folder = join(dataFolder, 'files')
  const unfinished = openUnfinished(folder, now)
  const allowances = openAllowances(folder, now, allowance)
  const owners = new WeakMap<IncomingMessage, string>()
  const onError = (error: unknown) => app.log.error({ err: error }, 'upload')
  const tus = createUploadServer({ folder, key, now, allowedOrigins, unfinished, allowances, ownerOf: (request) => owners.get(request)!, onError })
  const handle = async (request: FastifyRequest, reply: FastifyReply) => {
    reply.hijack()
    await tus.handle(request.raw, reply.raw).catch((error) => { onError(error); reply.raw.destroy() })
  }

  // tus reads the raw stream itself.
  app.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null))
  const bodyLimit = Math.max(...Object.values(LARGEST_BYTES))

  await app.register(async (guarded) => {
    guarded.addHook('onRequest', async (request, reply) => {
      const owner = await verifyTicket(/^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '')
      if (!owner) return refuse(reply, allowedOrigins, request.headers.origin)
      owners.set(request.raw, owner)
      return undefined
    })
    guarded.post(UPLOADS_PATH, { bodyLimit }, handle)
    guarded.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload))
    guarded.post<{ Body: Readable }>(SHEETS_PATH, { bodyLimit: LARGEST_SHEET_BYTES }, async (request, reply) => {
      void reply.headers(corsHeaders(allowedOrigins, request.headers.origin))
      const answer = await receiveSheet(dataFolder, key, owners.get(request.raw)!, request.body, now()).then((receipt) => ({ receipt }), asRefusal)
      return 'receipt' in answer ? answer : reply.code(answer.status_code).type('application/json').send(answer.body)
    })
    guarded.route({ method: ['PATCH', 'DELETE'], url: `${UPLOADS_PATH}/:id`, bodyLimit, handler: handle })
    guarded.head<{ Params: { id: string } }>(`${UPLOADS_PATH}/:id`, async (request, reply) => {
      void reply.headers(corsHeaders(allowedOrigins, request.headers.origin))
      const file = await findFinished(folder, unfinished, request.params.id, owners.get(request.raw)!).catch(asRefusal)
      if (!file) return handle(request, reply)
      if ('status_code' in file) return reply.code(file.status_code).send()
      const headers = { [RECEIPT_HEADER]: await signReceipt(key, file, now()), 'tus-resumable': '1.0.0', 'upload-offset': file.sentBytes, 'upload-length': file.sentBytes, 'cache-control': 'no-store' }
      return reply.headers(headers).send()
    })
  })
  app.options(UPLOADS_PATH, handle)
  app.options(SHEETS_PATH, (request, reply) => reply.headers({ ...corsHeaders(allowedOrigins, request.headers.origin), 'access-control-allow-methods': 'POST', 'access-control-allow-headers': 'authorization, content-type', 'access-control-max-age': 600 }).code(204).send())
  app.options(`${UPLOADS_PATH}/:id`, handle)
  app.get('/exports/:id', (request, reply) => sendExport({ dataFolder, key, now, sessionOf }, request as never, reply))
  app.get('/files/:id', (request, reply) => sendFile({ folder, key, now, sessionOf }, request as never, reply))

  const sweep = setInterval(() => void Promise.all([unfinished.sweep(), allowances.sweep(), removeUnused(folder, now()), removeOldExports(dataFolder, now()), removeOldSheets(dataFolder, now())]).catch(onError), SWEEP_MS)
  sweep.unref()
  app.addHook('onClose', async () => clearInterval(sweep))
}

function refuse(reply: FastifyReply, allowedOrigins: string[], origin: string | undefined) {
  const { status_code: status, body } = new UploadRefused('UNAUTHENTICATED')
  return reply.headers({ ...corsHeaders(allowedOrigins, origin), 'tus-resumable': '1.0.0' }).code(status).type('application/json').send(body)
}

/** Without these a page of ours could not read why it was refused. */
function corsHeaders(allowedOrigins: string[], origin: string | undefined): Record<string, string> {
  if (!origin || !allowedOrigins.includes(origin)) return {}
  return { 'access-control-allow-origin': origin, 'access-control-expose-headers': `${RECEIPT_HEADER}, Upload-Offset, Upload-Length, Location, Tus-Resumable`, vary: 'Origin' }
}
