/** pdfkit comes without types: what of it is used here. */
declare module 'pdfkit' {
  import type { Readable } from 'node:stream'

  interface TextOptions { width?: number; align?: 'left' | 'center' | 'right'; continued?: boolean; lineGap?: number; lineBreak?: boolean; height?: number }

  export default class PDFDocument extends Readable {
    constructor(options: { size: string; margins: { top: number; bottom: number; left: number; right: number }; info: Record<string, unknown>; lang?: string; bufferPages?: boolean })
    x: number
    y: number
    readonly page: { width: number; height: number; margins: { top: number; bottom: number; left: number; right: number } }
    font(source: string): this
    fontSize(size: number): this
    fillColor(color: string): this
    strokeColor(color: string): this
    lineWidth(width: number): this
    text(text: string, options?: TextOptions): this
    text(text: string, x: number, y: number, options?: TextOptions): this
    heightOfString(text: string, options?: TextOptions): number
    moveTo(x: number, y: number): this
    lineTo(x: number, y: number): this
    stroke(): this
    moveDown(lines?: number): this
    addPage(): this
    bufferedPageRange(): { start: number; count: number }
    switchToPage(page: number): void
    end(): void
  }
}
