/** Recordings made byte by byte: silence is enough to be measured. */
export function wav(seconds: number, bytesPerSecond = 32_000): Buffer {
  const data = Buffer.alloc(Math.round(seconds * bytesPerSecond))
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + data.length, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(bytesPerSecond / 2, 24)
  header.writeUInt32LE(bytesPerSecond, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36)
  header.writeUInt32LE(data.length, 40)
  return Buffer.concat([header, data])
}

/** Frames of 20 ms at 12.2 kbit/s. */
export function amr(frames: number): Buffer {
  const frame = Buffer.alloc(32)
  frame[0] = 7 << 3
  return Buffer.concat([Buffer.from('#!AMR\n'), ...Array<Buffer>(frames).fill(frame)])
}

const UNKNOWN = Buffer.from([0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])
const idOf = (hex: string) => Buffer.from(hex, 'hex')
function element(hex: string, body: Buffer): Buffer {
  const size = Buffer.alloc(4)
  size.writeUInt32BE(0x10000000 | body.length)
  return Buffer.concat([idOf(hex), size, body])
}
const number = (value: number) => Buffer.from([(value >> 24) & 255, (value >> 16) & 255, (value >> 8) & 255, value & 255])

/** As MediaRecorder writes it: a stream of unknown size, a cluster a second, a block each 20 ms, no duration in front. */
export function webm(seconds: number): Buffer {
  const head = element('1a45dfa3', Buffer.concat([element('4286', number(1)), element('4282', Buffer.from('webm')), element('4287', number(4)), element('4285', number(2))]))
  const info = element('1549a966', Buffer.concat([element('2ad7b1', number(1_000_000)), element('4d80', Buffer.from('Chrome')), element('5741', Buffer.from('Chrome'))]))
  const audio = element('e1', Buffer.concat([element('b5', floatOf(48_000)), element('9f', Buffer.from([1]))]))
  const track = element('ae', Buffer.concat([element('d7', Buffer.from([1])), element('73c5', Buffer.from([1])), element('83', Buffer.from([2])), element('86', Buffer.from('A_OPUS')), audio]))
  const clusters = Array.from({ length: seconds }, (_, second) => Buffer.concat([idOf('1f43b675'), UNKNOWN, element('e7', number(second * 1000)),
    ...Array.from({ length: 50 }, (__, i) => element('a3', Buffer.from([0x81, (i * 20) >> 8, (i * 20) & 255, 0x80, 0xfc, 0xff, 0xfe])))]))
  return Buffer.concat([head, idOf('18538067'), UNKNOWN, info, element('1654ae6b', track), ...clusters])
}

function floatOf(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeFloatBE(value)
  return bytes
}

function box(type: string, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  return Buffer.concat([number(body.length + 8), Buffer.from(type), body])
}

/** An MP4 with one track of moving pictures. */
export function mp4Video(): Buffer {
  const movieHeader = Buffer.alloc(100)
  movieHeader.writeUInt32BE(1000, 12)
  movieHeader.writeUInt32BE(2000, 16)
  const trackHeader = Buffer.alloc(84)
  trackHeader.writeUInt32BE(1, 12)
  const mediaHeader = Buffer.alloc(24)
  mediaHeader.writeUInt32BE(1000, 12)
  mediaHeader.writeUInt32BE(2000, 16)
  const handler = box('hdlr', Buffer.alloc(8), Buffer.from('vide'), Buffer.alloc(13))
  const description = box('stsd', number(0), number(1), box('avc1', Buffer.alloc(78)))
  const tables = box('stbl', description, box('stts', number(0), number(0)), box('stsc', number(0), number(0)), box('stsz', number(0), number(0), number(0)), box('stco', number(0), number(0)))
  const media = box('mdia', box('mdhd', mediaHeader), handler, box('minf', box('vmhd', Buffer.alloc(12)), tables))
  return Buffer.concat([box('ftyp', Buffer.from('isom'), number(512), Buffer.from('isomavc1')), box('moov', box('mvhd', movieHeader), box('trak', box('tkhd', trackHeader), media)), box('mdat', Buffer.alloc(64))])
}
