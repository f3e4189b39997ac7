import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, mkdir, rename, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'
import sharp from 'sharp'
import { newId } from '@hospital/database/identifier'
import { findKept, keepFile, keptPath, type KeptFile } from './kept.ts'

const YEAR_SECONDS = 31_536_000

/**
 * A link for good to a picture that was made public. The signature is what makes it so: who signs has checked that the picture was uploaded to be
 * shown to everybody, and nobody comes from the id of another file to a link of this kind.
 */
export const signPictureUrl = (key: string, base: string, id: string) => `${base}/pictures/${id}?signature=${signatureOf(key, id)}`

const signatureOf = (key: string, id: string) => createHmac('sha256', Buffer.from(key, 'base64url')).update(`public picture ${id}`).digest('base64url')

function verifyPictureLink(key: string, id: string, given: string): boolean {
  const [expected, signature] = [Buffer.from(signatureOf(key, id)), Buffer.from(given)]
  return signature.length === expected.length && timingSafeEqual(signature, expected)
}

interface PictureRequest {
  Params: { id: string }
  Querystring: { signature?: string; width?: string }
}

export interface PictureDownload {
  folder: string
  key: string
}

/** Widths that a phone's screen asks for; no others are made. */
const WIDTHS = [320, 480, 720, 1080]

/** The picture no wider than asked, made at the first asking and kept. What is narrow already is served as it is. */
async function inWidth(folder: string, { id, width: own }: KeptFile, asked: string | undefined): Promise<string> {
  const width = WIDTHS.find((one) => String(one) === asked)
  if (!width || own === null || own <= width) return keptPath(folder, id)
  const path = join(folder, 'sized', id.slice(-2), `${id}-${width}`)
  if (await access(path).then(() => true, () => false)) return path
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}.${randomBytes(6).toString('hex')}.draft`
  await sharp(keptPath(folder, id)).resize({ width }).webp({ quality: 78, effort: 5 }).toFile(draft)
  await rename(draft, path)
  return path
}

/** Serves a public picture, for caches everywhere: what stands under an id and a width never changes. */
export async function sendPicture({ folder, key }: PictureDownload, request: FastifyRequest<PictureRequest>, reply: FastifyReply): Promise<FastifyReply> {
  const { params: { id }, query: { signature, width } } = request
  void reply.headers({ 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox", 'cross-origin-resource-policy': 'cross-origin' })
  const file = typeof signature === 'string' && verifyPictureLink(key, id, signature) ? await findKept(folder, id) : undefined
  if (!file?.contentType.startsWith('image/')) return reply.code(404).header('cache-control', 'no-store').type('text/plain; charset=utf-8').send('没有找到这张图片。')
  const path = await inWidth(folder, file, width)
  const { size } = await stat(path)
  return reply.type(path === keptPath(folder, file.id) ? file.contentType : 'image/webp').headers({ 'content-length': size, 'cache-control': `public, max-age=${YEAR_SECONDS}, immutable`, 'content-disposition': 'inline' }).send(createReadStream(path))
}

/** Keeps a picture that the house draws itself (SVG in, WebP kept), for a hospital that has none of its own yet. */
export async function keepDrawing(dataFolder: string, svg: string, now: Date): Promise<KeptFile> {
  const { data, info } = await sharp(Buffer.from(svg)).webp({ quality: 85 }).toBuffer({ resolveWithObject: true })
  const file: KeptFile = { id: newId(), owner: 'house', contentType: 'image/webp', bytes: data.length, sentBytes: data.length, width: info.width, height: info.height, durationSeconds: null, keptAt: now.toISOString() }
  await keepFile(join(dataFolder, 'files'), file, data)
  return file
}
