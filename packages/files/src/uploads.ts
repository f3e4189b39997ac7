import type { IncomingMessage } from 'node:http'
import { Server, type ServerOptions } from '@tus/server'
import { isId, newId } from '@hospital/database/identifier'
import type { Allowances } from './allowance.ts'
import { LARGEST_BYTES } from './content.ts'
import { findKept, type KeptFile } from './kept.ts'
import { UploadRefused, asRefusal } from './problem.ts'
import { signReceipt } from './receipt.ts'
import type { Unfinished } from './unfinished.ts'

export const UPLOADS_PATH = '/uploads'
export const RECEIPT_HEADER = 'Upload-Receipt'

type UploadRequest = Parameters<NonNullable<ServerOptions['onIncomingRequest']>>[0]

export interface UploadServerOptions {
  folder: string
  key: string
  now(): Date
  allowedOrigins: string[]
  unfinished: Unfinished
  allowances: Allowances
  /** Who makes this request, as its ticket said. */
  ownerOf(request: IncomingMessage): string
  onError(error: unknown): void
}

/** The tus protocol over our rules: an upload is its owner's alone, is limited in size, and ends in a receipt or is gone. */
export function createUploadServer({ folder, key, now, allowedOrigins, unfinished, allowances, ownerOf, onError }: UploadServerOptions): Server {
  const ownerBehind = (request: UploadRequest) => ownerOf(request.runtime!.node!.req as IncomingMessage)
  return new Server({
    path: UPLOADS_PATH,
    datastore: unfinished.store,
    relativeLocation: true,
    allowedOrigins,
    exposedHeaders: [RECEIPT_HEADER],
    maxSize: Math.max(...Object.values(LARGEST_BYTES)),
    namingFunction: () => newId(),
    getFileIdFromRequest: (_request, last) => (last && isId(last) ? last.toLowerCase() : undefined),
    async onIncomingRequest(request, id) {
      if (request.method === 'POST') return
      const upload = await unfinished.find(id)
      if (!upload || upload.owner !== ownerBehind(request)) throw new UploadRefused('NOT_FOUND')
    },
    async onUploadCreate(request, { size, metadata }) {
      if (!size) throw new UploadRefused('INVALID_INPUT')
      const { kind } = metadata ?? {}
      if ((kind === 'image' || kind === 'voice' || kind === 'document') && size > LARGEST_BYTES[kind]) throw new UploadRefused('FILE_TOO_LARGE')
      await allowances.take(ownerBehind(request), size)
      // The name and type that the sender claims are of no use: they are not even kept.
      return { metadata: { owner: ownerBehind(request) } }
    },
    async onUploadFinish(_request, { id }) {
      const file = await unfinished.finish(id)
      if (!file) throw new UploadRefused('UPLOAD_INVALID')
      return { headers: { [RECEIPT_HEADER]: await signReceipt(key, file, now()) } }
    },
    onResponseError(_request, error) {
      const refusal = asRefusal(error)
      if (refusal.status_code >= 500) onError(error)
      return refusal
    },
  })
}

/** The kept file of a whole upload, for a sender whose connection broke before the receipt arrived. */
export async function findFinished(folder: string, unfinished: Unfinished, id: string, owner: string): Promise<KeptFile | undefined> {
  const known = (await findKept(folder, id)) ?? (await unfinished.find(id))
  return known?.owner === owner ? unfinished.finish(id) : undefined
}
