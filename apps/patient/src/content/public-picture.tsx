import { preload } from 'react-dom'
import { smallPicture } from './small-picture'

/** As the gateway makes them (`&width=`). */
const WIDTHS = [320, 480, 720, 1080]
/** Sharp on the phones that most people have. */
const USUAL_WIDTH = 720

interface PublicPictureProps {
  picture: { url: string; width: number; height: number }
  /** How wide it stands on the page, as `sizes` of an image says it. */
  sizes: string
  alt?: string
  className?: string
}

/** A public picture in the width of the screen, when it comes into view; its size is known beforehand, so that the page does not jump. */
export function PublicPicture({ picture, sizes, alt = '', className }: PublicPictureProps) {
  const { url, srcSet } = addressesOf(picture)
  return <img src={url} srcSet={srcSet} sizes={sizes} width={picture.width} height={picture.height} alt={alt} className={className} loading="lazy" decoding="async" />
}

/** What people see first: asked for with the page's head, before all other pictures; a small one stands in the page itself. */
export async function FirstPicture({ picture, sizes, alt = '', className }: PublicPictureProps) {
  const { url, srcSet } = addressesOf(picture)
  const facts = { width: picture.width, height: picture.height, alt, className, decoding: 'sync' as const }
  const small = url.startsWith('/') ? await smallPicture(picture.width > USUAL_WIDTH ? `${url}&width=${USUAL_WIDTH}` : url) : null
  if (small) return <img src={small} {...facts} />
  preload(url, { as: 'image', imageSrcSet: srcSet, imageSizes: sizes, fetchPriority: 'high' })
  return <img src={url} srcSet={srcSet} sizes={sizes} fetchPriority="high" {...facts} />
}

function addressesOf({ url: address, width }: PublicPictureProps['picture']): { url: string; srcSet: string } {
  const url = ownAddress(address)
  return { url, srcSet: [...WIDTHS.filter((one) => one < width), width].map((one) => `${one < width ? `${url}&width=${one}` : url} ${one}w`).join(', ') }
}

/** The same picture by this app (`app/pictures`). */
function ownAddress(address: string): string {
  const { pathname, search } = new URL(address, 'http://here')
  return pathname.startsWith('/pictures/') ? pathname + search : address
}
