import JsBarcode from 'jsbarcode'
import { create } from 'qrcode'

/** Quiet zones as the norms ask: 4 modules around a QR code, 10 beside a bar code. */
const QR_QUIET = 4
const BAR_QUIET = 10

interface CodeProps {
  text: string
  className?: string
}

/** Drawn on the server: no script, sharp at any size, black on white whatever the mode. */
export function QrCode({ text, className }: CodeProps) {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules
  const path = Array.from(data, (dark, index) => (dark ? `M${(index % size) + QR_QUIET} ${Math.floor(index / size) + QR_QUIET}h1v1h-1z` : '')).join('')
  const side = size + 2 * QR_QUIET
  return (
    <svg className={className} viewBox={`0 0 ${side} ${side}`} role="img" aria-label="二维码" shapeRendering="crispEdges">
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}

/** Code 128, which every scanner at a counter reads. */
export function BarCode({ text, className }: CodeProps) {
  const drawn: { encodings?: { data: string }[] } = {}
  JsBarcode(drawn, text, { format: 'CODE128' })
  const bars = (drawn.encodings ?? []).map(({ data }) => data).join('')
  const width = bars.length + 2 * BAR_QUIET
  const path = Array.from(bars.matchAll(/1+/g), ({ index, 0: run }) => `M${index + BAR_QUIET} 0h${run.length}v1h-${run.length}z`).join('')
  return (
    <svg className={className} viewBox={`0 0 ${width} 1`} preserveAspectRatio="none" role="img" aria-label="条形码" shapeRendering="crispEdges">
      <rect width={width} height={1} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
