import type { Renderer } from '../module-props'
import { Way } from '../way'
import styles from '../content.module.css'

/** Nothing until a picture was chosen. Its size is known beforehand: the page does not jump. */
export const Image: Renderer<'IMAGE'> = ({ settings: { image, alt, to }, page }) => {
  const picture = page.images.get(image)
  if (!picture) return null
  // The gateway signs each link for a quarter of an hour: nothing for Next's own image cache to keep.
  const drawn = <img className={styles.image} src={picture.url} width={picture.width} height={picture.height} alt={alt} loading="lazy" decoding="async" />
  return to ? <Way to={to} className={styles.imageWay}>{drawn}</Way> : drawn
}
