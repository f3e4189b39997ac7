import { join } from 'node:path'
import { newId } from '@hospital/database/identifier'
import { keepFile } from '../src/kept.ts'
import { signReceipt } from '../src/receipt.ts'
import { awaitUse } from '../src/use.ts'

/** A file as an upload leaves it, and its receipt. */
export async function keepUpload({ dataFolder, keys: { fileKey } }: { dataFolder: string; keys: { fileKey: string } }, { id = newId(), owner, contentType = 'image/webp', now }: { id?: string; owner: string; contentType?: string; now: Date }): Promise<string> {
  const file = { id, owner, contentType, bytes: 1000, sentBytes: 1000, width: 640, height: 480, durationSeconds: null, keptAt: now.toISOString() }
  const folder = join(dataFolder, 'files')
  await awaitUse(folder, id)
  await keepFile(folder, file, Buffer.alloc(1000))
  return signReceipt(fileKey, file, now)
}
