/// <reference lib="dom" />
import { deflateSync, crc32 } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'

/** A patient's phone with a microphone. */
export async function openPhone(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, locale: 'zh-CN', isMobile: true, hasTouch: true, permissions: ['microphone'] })
  return context.newPage()
}

export async function openDesk(browser: Browser): Promise<Page> {
  return (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage()
}

/** What one side's log shows, in order: the words of people, without marks and names. */
export function sayings(page: Page, among: readonly string[]): Promise<string[]> {
  return page.getByRole('log').evaluate((log, words) => {
    const shown = (log as HTMLElement).innerText.split('\n').map((line) => line.trim())
    return shown.filter((line) => words.includes(line))
  }, among)
}

/** A picture as a camera gives one, in one colour. */
export function photo(name: string, grey: number): { name: string; mimeType: string; buffer: Buffer } {
  const [width, height] = [480, 360]
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits of grey, no interlace.
  header.set([8, 0, 0, 0, 0], 8)
  const rows = deflateSync(Buffer.concat(Array.from({ length: height }, () => Buffer.concat([Buffer.of(0), Buffer.alloc(width, grey)]))))
  const signature = Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
  return { name, mimeType: 'image/png', buffer: Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]) }
}

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
