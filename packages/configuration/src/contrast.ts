/** WCAG's contrast of a colour (`#rrggbb`) with white. */
export const contrastOnWhite = (color: string): number => contrastOn('#ffffff', color)

/** WCAG's contrast of two colours, from 1 to 21. */
export function contrastOn(ground: string, color: string): number {
  const [lighter, darker] = [luminance(ground), luminance(color)].sort((one, other) => other - one) as [number, number]
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => linear(Number.parseInt(color.slice(at, at + 2), 16) / 255)) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const linear = (share: number) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4)
