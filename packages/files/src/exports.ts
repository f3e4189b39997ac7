import { createReadStream } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Viewer } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import { signLink, verifyLink, type LinkQuery } from './link.ts'

const FOLDER = 'exports'
const LINK_MINUTES = 10
/** What was exported is personal often enough: it stays for a day. */
export const KEPT_HOURS = 24
const TYPES = { xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', zip: 'application/zip', pdf: 'application/pdf' }
type Ending = keyof typeof TYPES

/** Where the workbook or the archive of a job stands. */
export const exportPath = (dataFolder: string, jobId: string, ending: Ending = 'xlsx') => join(dataFolder, FOLDER, `${jobId}.${ending}`)
const namePath = (dataFolder: string, jobId: string) => join(dataFolder, FOLDER, `${jobId}.name`)

/** What it is called when it is saved. */
export async function nameExport(dataFolder: string, jobId: string, name: string): Promise<void> {
  await mkdir(join(dataFolder, FOLDER), { recursive: true })
  await writeFile(namePath(dataFolder, jobId), name)
}

/** A link that fetches one workbook for the next minutes, for the asker's session alone. Whoever signs has checked that it is the asker's. */
export function signExportUrl(key: string, viewer: Viewer, jobId: string, now: Date): string {
  return signLink(key, 'exports', viewer, jobId, new Date(now.getTime() + LINK_MINUTES * 60_000))
}

interface ExportRequest {
  Params: { id: string }
  Querystring: LinkQuery
}

export interface ExportDownload {
  dataFolder: string
  key: string
  now(): Date
  sessionOf(authorization: string | undefined): Promise<string | undefined>
}

/** Sends a workbook to the session that an unexpired link was made for. */
export async function sendExport({ dataFolder, key, now, sessionOf }: ExportDownload, request: FastifyRequest<ExportRequest>, reply: FastifyReply): Promise<FastifyReply> {
  const { id } = request.params
  void reply.headers({ 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox", 'referrer-policy': 'no-referrer', 'cache-control': 'private, no-store' })
  const sessionId = await sessionOf(request.headers.authorization)
  if (!isId(id) || !verifyLink(key, 'exports', sessionId, id, request.query, now())) return sessionId ? refuse(reply, 403, '链接已失效，请返回后重新下载。') : refuse(reply, 401, '登录已过期，请重新登录。')
  try {
    const name = await readFile(namePath(dataFolder, id), 'utf8')
    const ending: Ending = name.endsWith('.zip') ? 'zip' : name.endsWith('.pdf') ? 'pdf' : 'xlsx'
    const { size } = await stat(exportPath(dataFolder, id, ending))
    return reply.type(TYPES[ending]).headers({ 'content-length': size, 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}` }).send(createReadStream(exportPath(dataFolder, id, ending)))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return refuse(reply, 404, '文件已过期删除，请重新导出。')
  }
}

const refuse = (reply: FastifyReply, status: number, message: string) => reply.code(status).type('text/plain; charset=utf-8').send(message)

/** Deletes what is older than a day, also halves that nobody finished. */
export async function removeOldFiles(folder: string, now: Date): Promise<void> {
  const files = await readdir(folder).catch(() => [])
  for (const file of files) {
    const { mtimeMs } = await stat(join(folder, file)).catch(() => ({ mtimeMs: Infinity }))
    if (mtimeMs < now.getTime() - KEPT_HOURS * 3_600_000) await rm(join(folder, file), { force: true })
  }
}

export const removeOldExports = (dataFolder: string, now: Date) => removeOldFiles(join(dataFolder, FOLDER), now)
