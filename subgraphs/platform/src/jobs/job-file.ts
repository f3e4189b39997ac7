import { KEPT_HOURS, signExportUrl } from '@hospital/files/exports'
import type { PlatformContext } from '../context.ts'
import type { JobRow } from './job.ts'
import type { JobFile } from './job.types.ts'

/** What a job left to be fetched: for whoever asked for it, as long as it is kept. */
export function fileOf({ viewer, keys, now }: PlatformContext, { id, requestedBy, fileName, fileBytes, finishedAt }: JobRow): JobFile | null {
  if (!fileName || fileBytes === null || !finishedAt || viewer.kind !== 'ADMINISTRATOR' || viewer.administratorId !== requestedBy) return null
  const expiresAt = new Date(finishedAt.getTime() + KEPT_HOURS * 3_600_000)
  if (expiresAt <= now()) return null
  return { name: fileName, bytes: fileBytes, url: signExportUrl(keys.fileKey, viewer, id, now()), expiresAt }
}
