const frame = (width: number, height: number, ground: string, shapes: string) => `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="${ground}"/>${shapes}</svg>`

const windows = (x: number, y: number, columns: number, rows: number) =>
  Array.from({ length: columns * rows }, (_, i) => `<rect x="${x + (i % columns) * 44}" y="${y + Math.floor(i / columns) * 52}" width="24" height="30" rx="3" fill="#cfe5ec"/>`).join('')

const cross = (x: number, y: number, size: number, color: string) =>
  `<path d="M${x - size / 6} ${y - size / 2}h${size / 3}v${size / 3}h${size / 3}v${size / 3}h-${size / 3}v${size / 3}h-${size / 3}v-${size / 3}h-${size / 3}v-${size / 3}h${size / 3}z" fill="${color}"/>`

const BUILDING = `<rect x="520" y="96" width="320" height="304" rx="8" fill="#ffffff"/>${windows(556, 176, 6, 3)}<rect x="640" y="330" width="80" height="70" fill="#0b6b8a"/>${cross(680, 136, 54, '#0b6b8a')}<rect x="860" y="196" width="150" height="204" rx="8" fill="#ffffff"/>${windows(882, 226, 3, 3)}<rect y="398" width="1080" height="34" fill="#9cc9d8"/>`

const PHONE = `<rect x="620" y="56" width="210" height="340" rx="26" fill="#ffffff"/><rect x="644" y="108" width="162" height="44" rx="8" fill="#dfeee6"/><rect x="644" y="168" width="162" height="44" rx="8" fill="#dfeee6"/><rect x="644" y="228" width="110" height="44" rx="8" fill="#dfeee6"/><rect x="664" y="306" width="122" height="48" rx="24" fill="#1a7444"/><circle cx="900" cy="130" r="56" fill="#ffffff"/>${cross(900, 130, 58, '#1a7444')}`

const HEART = `<path d="M360 350c-120-84-150-136-150-184 0-44 34-74 74-74 32 0 60 18 76 46 16-28 44-46 76-46 40 0 74 30 74 74 0 48-30 100-150 184z" fill="#ffffff"/><path d="M170 216h112l26-52 44 104 30-52h150" fill="none" stroke="#0b6b8a" stroke-width="12" stroke-linejoin="round" stroke-linecap="round"/>`

const PLATE = `<circle cx="360" cy="220" r="136" fill="#ffffff"/><path d="M360 220V84a136 136 0 0 1 118 204z" fill="#7fb48f"/><path d="M360 220l118 68a136 136 0 0 1-118 68z" fill="#e3b562"/><circle cx="360" cy="220" r="34" fill="#f4f7f2"/>`

const STAGE = `<rect x="170" y="96" width="380" height="210" rx="12" fill="#ffffff"/><path d="M330 152l76 49-76 49z" fill="#8a6d1f"/><rect x="220" y="330" width="280" height="16" rx="8" fill="#ffffff"/><rect x="280" y="362" width="160" height="16" rx="8" fill="#ffffff"/>`

const SLEEP = `<path d="M430 96a128 128 0 1 0 64 196 104 104 0 0 1-64-196z" fill="#ffffff"/><circle cx="520" cy="120" r="8" fill="#ffffff"/><circle cx="560" cy="190" r="6" fill="#ffffff"/><circle cx="186" cy="110" r="7" fill="#ffffff"/>`

/** Pictures without words and people, for a hospital that has none of its own yet. */
export const DRAWINGS = {
  building: frame(1080, 432, '#c5e0e9', BUILDING),
  phone: frame(1080, 432, '#b9dcc7', PHONE),
  heart: frame(720, 432, '#9fcbd9', HEART),
  plate: frame(720, 432, '#cfe3d2', PLATE),
  stage: frame(720, 432, '#e6d8ae', STAGE),
  sleep: frame(720, 432, '#7d8fb8', SLEEP),
} as const

export type Drawing = keyof typeof DRAWINGS
