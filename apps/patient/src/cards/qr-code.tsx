import { create } from 'qrcode'

/** The quiet zone that the norm asks for around a QR code, in modules. */
const QR_QUIET = 4

/** A plain drawing: sharp at any size, black on white whatever the mode; on the server without any script. */
export function QrCode({ text, className, label = '二维码' }: { text: string; className?: string; label?: string }) {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules
  const path = Array.from(data, (dark, index) => (dark ? `M${(index % size) + QR_QUIET} ${Math.floor(index / size) + QR_QUIET}h1v1h-1z` : '')).join('')
  const side = size + 2 * QR_QUIET
  return (
    <svg className={className} viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
