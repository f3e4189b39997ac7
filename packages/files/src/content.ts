import { readFile, stat } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'
import sharp from 'sharp'
import { isPlainPdf, PDF } from './pdf.ts'
import { UploadRefused } from './problem.ts'
import { measureVoice } from './voice.ts'

export type ContentKind = 'image' | 'voice' | 'document'

const MEGABYTE = 1024 * 1024
export const LARGEST_BYTES: Record<ContentKind, number> = { image: 10 * MEGABYTE, voice: 5 * MEGABYTE, document: 10 * MEGABYTE }
/** A second of grace: recorders stop a little late. */
const LONGEST_VOICE_SECONDS = 61
const LARGEST_EDGE = 4096
/** A small file can unfold to gigabytes of pixels. */
const MOST_PIXELS = 120_000_000

const IMAGES = new Set(['image/jpeg', 'image/png', 'image/webp'])
/** What file-type calls it → what we serve it as. Phones put voice into containers that also carry video; those are looked into. */
const VOICES: Record<string, string> = {
  'video/webm': 'audio/webm', 'audio/webm': 'audio/webm', 'video/matroska': 'audio/webm', 'audio/matroska': 'audio/webm',
  'audio/ogg': 'audio/ogg', 'audio/mpeg': 'audio/mpeg', 'audio/wav': 'audio/wav', 'audio/amr': 'audio/amr',
  'audio/mp4': 'audio/mp4', 'audio/x-m4a': 'audio/mp4', 'video/mp4': 'audio/mp4',
}

// The machine is shared with everything else of the hospital.
sharp.concurrency(1)
sharp.cache(false)

export interface CheckedContent {
  contentType: string
  bytes: Buffer
  width: number | null
  height: number | null
  durationSeconds: number | null
}

/** Looks at what the bytes are, whatever name they came under. Refuses FILE_TYPE and FILE_TOO_LARGE. */
export async function checkContent(path: string): Promise<CheckedContent> {
  const type = (await fileTypeFromFile(path))?.mime.split(';')[0] ?? ''
  if (IMAGES.has(type)) return checkImage(path)
  const voice = VOICES[type]
  if (voice) return checkVoice(path, voice)
  if (type === PDF) return checkDocument(path)
  throw new UploadRefused('FILE_TYPE')
}

/** Drawn anew: metadata (where and with what it was taken) and anything hidden behind the picture stay out. */
async function checkImage(path: string): Promise<CheckedContent> {
  await requireSize(path, 'image')
  try {
    const { data, info } = await sharp(path, { limitInputPixels: MOST_PIXELS, failOn: 'error' }).autoOrient()
      .resize({ width: LARGEST_EDGE, height: LARGEST_EDGE, fit: 'inside', withoutEnlargement: true }).webp({ quality: 85 }).toBuffer({ resolveWithObject: true })
    return { contentType: 'image/webp', bytes: data, width: info.width, height: info.height, durationSeconds: null }
  } catch {
    throw new UploadRefused('FILE_TYPE')
  }
}

async function checkVoice(path: string, contentType: string): Promise<CheckedContent> {
  await requireSize(path, 'voice')
  const bytes = await readFile(path)
  const durationSeconds = await measureVoice(bytes, contentType)
  if (durationSeconds !== null && durationSeconds > LONGEST_VOICE_SECONDS) throw new UploadRefused('FILE_TOO_LARGE')
  return { contentType, bytes, width: null, height: null, durationSeconds }
}

/** Kept as it came. */
async function checkDocument(path: string): Promise<CheckedContent> {
  await requireSize(path, 'document')
  const bytes = await readFile(path)
  if (!isPlainPdf(bytes)) throw new UploadRefused('FILE_TYPE')
  return { contentType: PDF, bytes, width: null, height: null, durationSeconds: null }
}

async function requireSize(path: string, kind: ContentKind): Promise<void> {
  if ((await stat(path)).size > LARGEST_BYTES[kind]) throw new UploadRefused('FILE_TOO_LARGE')
}
