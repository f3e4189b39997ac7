import { ImportFailure } from './failure.ts'

/** Text of a file as Chinese systems write them: by its byte order mark, else UTF-8 where every byte fits, else GB18030 (which holds GBK and GB2312). */
export function decodeText(bytes: Buffer): string {
  const encoding = encodingOf(bytes)
  const text = new TextDecoder(encoding).decode(bytes)
  // A byte sequence that even GB18030 has no character for: pictures or programs, not text.
  if (text.includes('\0') || (encoding === 'gb18030' && text.includes('\uFFFD'))) throw new ImportFailure('ENCODING', '无法识别文件编码，请另存为 UTF-8 或 GB18030 后重试')
  return text
}

function encodingOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return 'utf-8'
  } catch {
    return 'gb18030'
  }
}
