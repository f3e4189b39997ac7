import JsBarcode from 'jsbarcode'

/** The quiet zone that the norm asks for beside a bar code. */
const BAR_QUIET = 10

/** Code 128, which every scanner at a counter reads. */
export function BarCode({ text, className }: { text: string; className?: string }) {
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
