import { access, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Viewer } from '@hospital/access/viewer'
import { findKept, keptPath } from './kept.ts'
import { fileOwner } from './owner.ts'
import { readReceipt, type UploadReceipt } from './receipt.ts'

/** Longer than any receipt is good for. */
const GRACE_DAYS = 7
const DAY_MS = 86_400_000

export interface Accepting {
  keys: { fileKey: string }
  viewer: Viewer
  now(): Date
  dataFolder: string
}

export interface Wanted {
  documents?: boolean
  /** Refuses an upload that is of the wrong kind: it stays unused, and goes with all that nothing ever referred to. */
  require?(upload: UploadReceipt): void
}

/**
 * The viewer's own upload, which something of the house refers to from now on: it is never deleted again (what people say and show is kept for
 * three years and more). Undefined where the receipt is forged, too old or another's, or the file is gone.
 */
export async function acceptUpload(accepting: Accepting, receipt: string, wanted: Wanted = {}): Promise<UploadReceipt | undefined> {
  return (await acceptUploads(accepting, [receipt], wanted))?.[0]
}

/** Several that belong together: none counts as used before all of them were found good. Undefined where one is not. */
export async function acceptUploads({ keys, viewer, now, dataFolder }: Accepting, receipts: readonly string[], { documents, require = () => {} }: Wanted = {}): Promise<UploadReceipt[] | undefined> {
  const uploads = await Promise.all(receipts.map((receipt) => readReceipt(keys.fileKey, receipt, fileOwner(viewer), now(), { documents })))
  if (!uploads.every((upload) => upload !== undefined)) return undefined
  for (const upload of uploads) require(upload)
  const marked = await Promise.all(uploads.map(({ fileId }) => markUsed(join(dataFolder, 'files'), fileId)))
  return marked.every(Boolean) ? uploads : undefined
}

const awaitingPath = (folder: string, id: string) => join(folder, 'awaiting', id)
const removingPath = (folder: string, id: string) => join(folder, 'removing', id)
const usedPath = (folder: string, id: string) => `${keptPath(folder, id)}.used`

/** Before the file is kept: until something refers to it, it is one of those that may go. */
export async function awaitUse(folder: string, id: string): Promise<void> {
  await mkdir(join(folder, 'awaiting'), { recursive: true })
  await writeFile(awaitingPath(folder, id), '')
}

/** Written before it is looked whether the file is being removed, as the removal looks for it after it has begun: of the two, one gives way. */
async function markUsed(folder: string, id: string): Promise<boolean> {
  if (!(await findKept(folder, id))) return false
  await writeFile(usedPath(folder, id), '', { flush: true })
  if (!(await exists(removingPath(folder, id))) && (await findKept(folder, id))) return true
  // Too late: the mark of a file that has gone must not stay alone.
  if (!(await findKept(folder, id))) await rm(usedPath(folder, id), { force: true })
  return false
}

/** Deletes what was uploaded a week ago or before and nothing ever referred to. May be killed, repeated, and run by several at once; says how many went. */
export async function removeUnused(folder: string, now: Date): Promise<number> {
  for (const id of await namesIn(join(folder, 'removing'))) await remove(folder, id)
  let removed = 0
  for (const id of await namesIn(join(folder, 'awaiting'))) {
    if (await exists(usedPath(folder, id))) await rm(awaitingPath(folder, id), { force: true })
    else if (await isOver(folder, id, now)) removed += (await beginRemoval(folder, id)) && (await remove(folder, id)) ? 1 : 0
  }
  return removed
}

async function isOver(folder: string, id: string, now: Date): Promise<boolean> {
  const file = await findKept(folder, id)
  return file !== undefined && new Date(file.keptAt).getTime() < now.getTime() - GRACE_DAYS * DAY_MS
}

/** Of several who sweep, one. */
async function beginRemoval(folder: string, id: string): Promise<boolean> {
  await mkdir(dirname(removingPath(folder, id)), { recursive: true })
  return rename(awaitingPath(folder, id), removingPath(folder, id)).then(() => true, () => false)
}

async function remove(folder: string, id: string): Promise<boolean> {
  const used = await exists(usedPath(folder, id))
  const path = keptPath(folder, id)
  // Its description first: without it there is no file.
  if (!used) for (const part of [`${path}.json`, path]) await rm(part, { force: true })
  await rm(removingPath(folder, id), { force: true })
  return !used
}

const exists = (path: string) => access(path).then(() => true, () => false)
const namesIn = (folder: string) => readdir(folder).catch(() => [])
