import { hospitalNow } from '@hospital/web/environment'
import { read } from '@/graph'
import { BannersDocument, type BannerPosition, type BannersQuery } from '@/graphql/graphql'
import { house, terminalHere } from '@/house/house'
import { FirstPicture, PublicPicture } from './public-picture'
import styles from './banner-strip.module.css'

type Banner = BannersQuery['banners'][number]

/** What the hospital shows at a place of the pages now; nothing where it shows nothing, or where that cannot be read. Counts itself as seen, without a script, but in a preview. */
export async function BannerStrip({ position, counted = true }: { position: BannerPosition; counted?: boolean }) {
  const [terminal, { institutionId }] = await Promise.all([terminalHere(), house()])
  const { data } = await read(BannersDocument, { position, terminal, institutionId })
  const banners = data?.banners ?? []
  if (banners.length === 0) return null
  const several = banners.length > 1
  return (
    <section className={styles.strip} aria-label="医院推荐">
      <ul data-several={several || undefined} {...(several && { tabIndex: 0, role: 'list', 'aria-label': '医院推荐，可左右滚动' })}>
        {banners.map((banner, place) => (
          <li key={banner.id}>
            {banner.link ? (
              <a href={`/go/${banner.id}`} rel="nofollow" {...(banner.link.startsWith('https:') && { target: '_blank' })}>
                <Shown banner={banner} first={place === 0} />
              </a>
            ) : (
              <Shown banner={banner} first={place === 0} />
            )}
          </li>
        ))}
      </ul>
      {/* Asked for when it comes into view, anew with every page. */}
      {counted && <img className={styles.seen} src={`/seen?banners=${banners.map(({ id }) => id).join(',')}&at=${hospitalNow().getTime()}`} alt="" width={1} height={1} loading="lazy" />}
    </section>
  )
}

/** The words stand below the picture: it says nothing to whoever does not see it. */
function Shown({ banner: { title, picture }, first }: { banner: Banner; first: boolean }) {
  const Picture = first ? FirstPicture : PublicPicture
  return (
    <>
      <Picture picture={picture} sizes="min(88vw, 424px)" />
      <span className="ih-ellipsis">{title}</span>
    </>
  )
}
