import { parseBuffer } from 'music-metadata'
import { UploadRefused } from './problem.ts'
import { readWebm } from './webm.ts'

/** The length of a recording in seconds, null where its form does not tell. Refuses FILE_TYPE: pictures move in it, or it has no sound. */
export async function measureVoice(bytes: Buffer, contentType: string): Promise<number | null> {
  if (contentType === 'audio/amr') return measureAmr(bytes)
  if (contentType === 'audio/webm') return measureWebm(bytes)
  const format = await parseBuffer(bytes, { mimeType: contentType, size: bytes.length }, { duration: true, skipCovers: true }).then((parsed) => parsed.format, () => undefined)
  if (!format || format.hasVideo || format.hasAudio === false) throw new UploadRefused('FILE_TYPE')
  return inTenths(format.duration)
}

const inTenths = (seconds: number | undefined) => (seconds ? Math.round(seconds * 10) / 10 : null)

function measureWebm(bytes: Buffer): number | null {
  const { hasSound, hasPictures, seconds } = readWebm(bytes)
  if (!hasSound || hasPictures) throw new UploadRefused('FILE_TYPE')
  return inTenths(seconds)
}

const AMR_HEADER = '#!AMR\n'
/** Bytes of a frame of 20 ms by its mode, the header byte included (3GPP TS 26.101); absent modes are no speech. */
const AMR_FRAME = [13, 14, 16, 18, 20, 21, 27, 32, 6, , , , , , , 1]

function measureAmr(bytes: Buffer): number {
  if (bytes.toString('latin1', 0, AMR_HEADER.length) !== AMR_HEADER) throw new UploadRefused('FILE_TYPE')
  let frames = 0
  for (let at = AMR_HEADER.length; at < bytes.length; frames++) {
    const length = AMR_FRAME[(bytes[at]! >> 3) & 0x0f]
    if (!length) throw new UploadRefused('FILE_TYPE')
    at += length
  }
  return frames / 50
}
