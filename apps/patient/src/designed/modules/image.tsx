import { PublicPicture } from '@/content/public-picture'
import type { Renderer } from '../module-props'
import { Way } from '../way'
import styles from '../content.module.css'

/** Nothing until a picture was chosen. Its size is known beforehand: the page does not jump. */
export const Image: Renderer<'IMAGE'> = ({ settings: { image, alt, to }, page }) => {
  const picture = page.images.get(image)
  if (!picture) return null
  const drawn = <PublicPicture picture={picture} sizes="min(100vw, 480px)" alt={alt} className={styles.image} />
  return to ? <Way to={to} className={styles.imageWay}>{drawn}</Way> : drawn
}
