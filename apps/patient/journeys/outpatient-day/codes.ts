/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { BinaryBitmap, Code128Reader, DecodeHintType, HybridBinarizer, QRCodeReader, RGBLuminanceSource } from '@zxing/library'
import type { Locator } from 'playwright-core'

const readers = { qr: new QRCodeReader(), bars: new Code128Reader() }

/** What a scanner at the counter reads off the screen: pixels as the phone shows them. */
export async function scan(code: Locator, kind: keyof typeof readers): Promise<string> {
  const image = (await code.screenshot()).toString('base64')
  const { width, height, grey } = await code.page().evaluate(async (source) => {
    const picture = await createImageBitmap(new Blob([Uint8Array.from(atob(source), (byte) => byte.charCodeAt(0))], { type: 'image/png' }))
    const canvas = new OffscreenCanvas(picture.width, picture.height)
    const pen = canvas.getContext('2d')!
    pen.drawImage(picture, 0, 0)
    const { data } = pen.getImageData(0, 0, canvas.width, canvas.height)
    return { width: canvas.width, height: canvas.height, grey: Array.from({ length: data.length / 4 }, (_, i) => data[i * 4 + 1]!) }
  }, image)
  const picture = () => new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(Uint8ClampedArray.from(grey), width, height)))
  try {
    return readers[kind].decode(picture()).getText()
  } catch {
    // Of a dozen codes this reader misplaces one on the page, and reads it once it is told that there is nothing else.
    return readers[kind].decode(picture(), new Map([[DecodeHintType.PURE_BARCODE, true]])).getText()
  }
}
