import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { SignJWT, jwtVerify } from 'jose'
import { isId, newId } from '@hospital/database/identifier'
import { removeOldFiles } from './exports.ts'
import { UploadRefused } from './problem.ts'

export const SHEETS_PATH = '/sheets'
export const LARGEST_SHEET_BYTES = 30 * 1024 * 1024
const AUDIENCE = 'sheet'
const HOURS = 24

const folderOf = (dataFolder: string) => join(dataFolder, 'sheets')
const bytesOf = (key: string) => Buffer.from(key, 'base64url')

export interface SheetReceipt {
  sheetId: string
  owner: string
}

/** Keeps a table that an administrator sends for an import; it is read by our importer and never given out. Refuses FILE_TOO_LARGE, FORBIDDEN owners alike NOT_FOUND. */
export async function receiveSheet(dataFolder: string, key: string, owner: string, body: Readable, now: Date): Promise<string> {
  if (!owner.startsWith('administrator:')) throw new UploadRefused('NOT_FOUND')
  const sheetId = newId()
  const path = join(folderOf(dataFolder), sheetId)
  await mkdir(folderOf(dataFolder), { recursive: true })
  try {
    await pipeline(body, limited(), createWriteStream(`${path}.draft`, { mode: 0o600 }))
  } catch (error) {
    await rm(`${path}.draft`, { force: true })
    throw error
  }
  await rename(`${path}.draft`, path)
  const issuedAt = Math.floor(now.getTime() / 1000)
  return new SignJWT({ sheetId, owner } satisfies SheetReceipt).setProtectedHeader({ alg: 'HS256' }).setAudience(AUDIENCE).setIssuedAt(issuedAt).setExpirationTime(issuedAt + HOURS * 3600).sign(bytesOf(key))
}

/** Stops at the limit whatever length was announced. */
function limited(): Transform {
  let bytes = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      done(bytes > LARGEST_SHEET_BYTES ? new UploadRefused('FILE_TOO_LARGE') : null, chunk)
    },
  })
}

/** The sheet behind a receipt; undefined where it is forged, too old, or not the owner's. */
export async function verifySheet(key: string, receipt: string, owner: string | undefined, now: Date): Promise<SheetReceipt | undefined> {
  try {
    const { payload } = await jwtVerify<SheetReceipt>(receipt, bytesOf(key), { audience: AUDIENCE, algorithms: ['HS256'], currentDate: now })
    return owner !== undefined && payload.owner === owner ? payload : undefined
  } catch {
    return undefined
  }
}

/** Where the sheet stands; undefined once it was deleted. */
export async function findSheet(dataFolder: string, sheetId: string): Promise<string | undefined> {
  if (!isId(sheetId)) return undefined
  const path = join(folderOf(dataFolder), sheetId)
  return stat(path).then(() => path, () => undefined)
}

export const removeOldSheets = (dataFolder: string, now: Date) => removeOldFiles(folderOf(dataFolder), now)
