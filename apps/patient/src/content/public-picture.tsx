import { preload } from 'react-dom'

/** As the gateway makes them (`&width=`). */
const WIDTHS = [320, 480, 720, 1080]

interface PublicPictureProps {
  picture: { url: string; width: number; height: number }
  /** How wide it stands on the page, as `sizes` of an image says it. */
  sizes: string
  alt?: string
  className?: string
  /** What people see first: asked for with the page's head, before all other pictures. The rest come when they come into view. */
  first?: boolean
}

/** A public picture in the width of the screen; its size is known beforehand, so that the page does not jump. */
export function PublicPicture({ picture: { url: address, width, height }, sizes, alt = '', className, first = false }: PublicPictureProps) {
  const url = ownAddress(address)
  const srcSet = [...WIDTHS.filter((one) => one < width), width].map((one) => `${one < width ? `${url}&width=${one}` : url} ${one}w`).join(', ')
  if (first) preload(url, { as: 'image', imageSrcSet: srcSet, imageSizes: sizes, fetchPriority: 'high' })
  return <img src={url} srcSet={srcSet} sizes={sizes} width={width} height={height} alt={alt} className={className} {...(first ? { fetchPriority: 'high', decoding: 'sync' } : { loading: 'lazy', decoding: 'async' })} />
}

/** The same picture by this app (`app/pictures`). */
function ownAddress(address: string): string {
  const { pathname, search } = new URL(address, 'http://here')
  return pathname.startsWith('/pictures/') ? pathname + search : address
}
