export const PDF = 'application/pdf'

/** What a scan of a certificate has no use for, and an attack has. Names this long do not come about by chance in compressed pixels. */
const ACTIVE = /\/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA)\b/

/**
 * Whole, and nothing that acts by itself in plain sight (names may be written with hex escapes). What hides in compressed parts is held
 * back by how the file is served: as a download, never on a page of ours.
 */
export function isPlainPdf(bytes: Buffer): boolean {
  const text = bytes.toString('latin1')
  const names = text.replace(/#([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  return text.startsWith('%PDF-') && text.slice(-1024).includes('%%EOF') && !ACTIVE.test(names)
}
