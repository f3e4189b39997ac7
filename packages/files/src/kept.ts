import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { dirname, join } from 'node:path'
import { isId } from '@hospital/database/identifier'
import type { CheckedContent } from './content.ts'

/** A file that was received, checked and kept: for good once something refers to it (see `use.ts`). */
export interface KeptFile extends Omit<CheckedContent, 'bytes'> {
  id: string
  owner: string
  bytes: number
  /** Length of the upload as it was sent, which the sender may ask about again. */
  sentBytes: number
  keptAt: string
}

/** Ids begin with their time, so folders go by their random end. */
export const keptPath = (folder: string, id: string) => join(folder, 'kept', id.slice(-2), id)

/** The file's description, written after its bytes: where it is, the file is whole. */
export async function findKept(folder: string, id: string): Promise<KeptFile | undefined> {
  if (!isId(id)) return undefined
  try {
    return JSON.parse(await readFile(`${keptPath(folder, id.toLowerCase())}.json`, 'utf8')) as KeptFile
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

export async function keepFile(folder: string, file: KeptFile, bytes: Buffer): Promise<void> {
  const path = keptPath(folder, file.id)
  await mkdir(dirname(path), { recursive: true })
  await writeWhole(path, bytes)
  await writeWhole(`${path}.json`, JSON.stringify(file))
}

/** Never half a file under its own name, also when the process dies while writing. */
async function writeWhole(path: string, content: Buffer | string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.draft`
  await writeFile(draft, content, { flush: true })
  await rename(draft, path)
}
