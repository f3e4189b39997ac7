import { SignJWT, jwtVerify } from 'jose'
import type { KeptFile } from './kept.ts'
import { PDF } from './pdf.ts'

/** What the graph learns of an upload: the file is here, checked, and belongs to `owner`. */
export interface UploadReceipt {
  fileId: string
  owner: string
  contentType: string
  bytes: number
  width: number | null
  height: number | null
  durationSeconds: number | null
}

const AUDIENCE = 'upload'
/** A form may lie open for long before it is sent. */
const HOURS = 24
const bytesOf = (key: string) => Buffer.from(key, 'base64url')

export function signReceipt(key: string, file: Omit<KeptFile, 'sentBytes' | 'keptAt'>, now: Date): Promise<string> {
  const issuedAt = Math.floor(now.getTime() / 1000)
  const { id: fileId, owner, contentType, bytes, width, height, durationSeconds } = file
  return new SignJWT({ fileId, owner, contentType, bytes, width, height, durationSeconds } satisfies UploadReceipt)
    .setProtectedHeader({ alg: 'HS256' }).setAudience(AUDIENCE).setIssuedAt(issuedAt).setExpirationTime(issuedAt + HOURS * 3600).sign(bytesOf(key))
}

/** The upload behind a receipt; undefined where it is forged, too old, not the owner's, or a document where only pictures and voice are taken. Whoever goes on to refer to the file calls `acceptUpload`. */
export async function readReceipt(key: string, receipt: string, owner: string | undefined, now: Date, { documents = false } = {}): Promise<UploadReceipt | undefined> {
  try {
    const { payload } = await jwtVerify<UploadReceipt>(receipt, bytesOf(key), { audience: AUDIENCE, algorithms: ['HS256'], currentDate: now })
    return owner !== undefined && payload.owner === owner && (documents || payload.contentType !== PDF) ? payload : undefined
  } catch {
    return undefined
  }
}
