import type { Readable } from 'node:stream'

/** A frame of an archive: some bytes of a named entry. Entries follow one another; the last one is the manifest. */
export interface Frame {
  entry: string
  bytes: Buffer
}

const LENGTHS = 6
/** Larger pieces are cut, so that reading needs no more than this at once. */
const LARGEST = 4 * 1024 * 1024

/** Length of the name, length of the bytes, name, bytes. */
export function* framesOf(entry: string, bytes: Buffer): Generator<Buffer> {
  const name = Buffer.from(entry)
  for (let at = 0; at === 0 || at < bytes.length; at += LARGEST) {
    const part = bytes.subarray(at, at + LARGEST)
    const lengths = Buffer.alloc(LENGTHS)
    lengths.writeUInt16BE(name.length, 0)
    lengths.writeUInt32BE(part.length, 2)
    yield Buffer.concat([lengths, name, part])
  }
}

/** Reads frame after frame; refuses a stream that ends in the midst of one. */
export async function* readFrames(stream: Readable): AsyncGenerator<Frame> {
  let held: Buffer = Buffer.alloc(0)
  for await (const chunk of stream) {
    held = held.length ? Buffer.concat([held, chunk as Buffer]) : (chunk as Buffer)
    for (let next = frameLength(held); next !== undefined && held.length >= next; next = frameLength(held)) {
      const nameEnd = LENGTHS + held.readUInt16BE(0)
      yield { entry: held.toString('utf8', LENGTHS, nameEnd), bytes: held.subarray(nameEnd, next) }
      held = held.subarray(next)
    }
  }
  if (held.length) throw new Error('The file ends in the midst of a record: it was cut short.')
}

function frameLength(held: Buffer): number | undefined {
  return held.length < LENGTHS ? undefined : LENGTHS + held.readUInt16BE(0) + held.readUInt32BE(2)
}
