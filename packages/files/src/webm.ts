/** Elements of Matroska that lead to its tracks and the time of its last block (RFC 9559). */
const SEGMENT = 0x18538067
const CLUSTER = 0x1f43b675
const TIMESTAMP = 0xe7
const SIMPLE_BLOCK = 0xa3
const BLOCK_GROUP = 0xa0
const BLOCK = 0xa1
const TRACKS = 0x1654ae6b
const TRACK_ENTRY = 0xae
const TRACK_TYPE = 0x83
const CONTAINERS = new Set([SEGMENT, CLUSTER, BLOCK_GROUP, TRACKS, TRACK_ENTRY])
const PICTURES = 1
const SOUND = 2

export interface Recording {
  hasSound: boolean
  hasPictures: boolean
  /** When the last block begins, in seconds at the usual scale of a millisecond; undefined where there is none. */
  seconds: number | undefined
}

/** What a WebM holds. Browsers record it as a stream: sizes unknown, no length in front; so its blocks are walked. */
export function readWebm(bytes: Buffer): Recording {
  const tracks = new Set<number>()
  let cluster = 0
  let last: number | undefined
  for (const { id, start, end } of elementsOf(bytes)) {
    if (id === TRACK_TYPE) tracks.add(bytes[start]!)
    if (id === TIMESTAMP && end > start && end - start <= 6) cluster = bytes.readUIntBE(start, end - start)
    if (id === SIMPLE_BLOCK || id === BLOCK) last = Math.max(last ?? 0, cluster + momentInCluster(bytes, start))
  }
  return { hasSound: tracks.has(SOUND), hasPictures: tracks.has(PICTURES), seconds: last === undefined ? undefined : last / 1000 }
}

/** All elements in order, those in containers too: a container of unknown size ends where the next begins. */
function* elementsOf(bytes: Buffer): Generator<{ id: number; start: number; end: number }> {
  for (let at = 0; at < bytes.length;) {
    const id = readNumber(bytes, at, false)
    const size = id && readNumber(bytes, at + id.length, true)
    if (!id || !size) return
    const start = at + id.length + size.length
    const end = Math.min(start + size.value, bytes.length)
    yield { id: id.value, start, end }
    at = CONTAINERS.has(id.value) ? start : end
  }
}

/** A block begins with its track's number, then its time relative to the cluster. */
function momentInCluster(bytes: Buffer, start: number): number {
  const track = readNumber(bytes, start, true)
  const at = start + (track?.length ?? 1)
  return at + 2 <= bytes.length ? bytes.readInt16BE(at) : 0
}

/** A number of variable length: leading zero bits tell how many bytes follow. In ids the marker bit belongs to the value. */
function readNumber(bytes: Buffer, at: number, withoutMarker: boolean): { value: number; length: number } | undefined {
  const first = bytes[at]
  if (!first) return undefined
  const length = Math.clz32(first) - 23
  if (at + length > bytes.length) return undefined
  let value = withoutMarker ? first & (0xff >> length) : first
  for (let i = 1; i < length; i++) value = value * 256 + bytes[at + i]!
  return { value, length }
}
