import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { FileStore } from '@tus/file-store'
import { isId } from '@hospital/database/identifier'
import { checkContent } from './content.ts'
import { findKept, keepFile, type KeptFile } from './kept.ts'
import { awaitUse } from './use.ts'

const EXPIRY_MS = 24 * 3_600_000

export interface Unfinished {
  store: FileStore
  /** The owner and the state of an upload that is still on its way. */
  find(id: string): Promise<{ owner: string; size: number; received: number } | undefined>
  /** The kept file of an upload all of whose bytes are here, checked now where it has not been; undefined while bytes are missing. */
  finish(id: string): Promise<KeptFile | undefined>
  /** Forgets uploads that nobody went on with for a day. */
  sweep(): Promise<number>
}

export function openUnfinished(folder: string, now: () => Date): Unfinished {
  const store = new FileStore({ directory: join(folder, 'unfinished'), expirationPeriodInMilliseconds: EXPIRY_MS })
  const finishing = new Map<string, Promise<KeptFile | undefined>>()

  async function find(id: string) {
    const upload = isId(id) ? await store.getUpload(id).catch(() => undefined) : undefined
    return upload && { owner: upload.metadata?.owner ?? '', size: upload.size ?? 0, received: upload.offset }
  }

  async function keep(id: string): Promise<KeptFile | undefined> {
    const kept = await findKept(folder, id)
    if (kept) return kept
    const upload = await find(id)
    if (!upload || upload.received !== upload.size) return undefined
    const path = join(folder, 'unfinished', id)
    const { size: sentBytes } = await stat(path)
    // Kept or refused, what was sent is not needed any more.
    const { bytes, ...content } = await checkContent(path).catch(async (error) => { await forget(id); throw error })
    const file: KeptFile = { id, owner: upload.owner, ...content, bytes: bytes.length, sentBytes, keptAt: now().toISOString() }
    await awaitUse(folder, id)
    await keepFile(folder, file, bytes)
    await forget(id)
    return file
  }

  const forget = (id: string) => store.remove(id).catch(() => {})

  return {
    store,
    find,
    finish(id) {
      const running = finishing.get(id) ?? keep(id).finally(() => finishing.delete(id))
      finishing.set(id, running)
      return running
    },
    sweep: () => store.deleteExpired(),
  }
}
