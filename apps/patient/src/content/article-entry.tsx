import Link from 'next/link'
import { formatDay, formatInstant, hospitalDay } from '@hospital/web/format'
import { Dot, Tag } from '@hospital/web/parts/tag'
import type { ArticleEntryFragment } from '@/graphql/graphql'
import { articleKindWords } from './kind-words'
import { PublicPicture } from './public-picture'
import styles from './article-list.module.css'

/** One article of a list; of a lecture the first thing to know is when and where. */
export function ArticleEntry({ article }: { article: ArticleEntryFragment }) {
  const { id, kind, title, summary, publishAt, startsAt, place, mediaUrl, readings, cover } = article
  return (
    <li>
      <Link href={`/articles/${id}`} prefetch={false} className={styles.entry}>
        <span className={styles.words}>
          <b>{title}</b>
          {kind === 'LECTURE' ? <span>{startsAt ? `${formatInstant(startsAt)} ${place ?? ''}` : '可随时观看'}</span> : summary && <span>{summary}</span>}
          <small>
            {kind === 'LECTURE' ? <Tag tone="info">{mediaUrl ? '视频讲座' : '现场讲座'}</Tag> : articleKindWords[kind]}
            <Dot />
            {publishAt && formatDay(hospitalDay(publishAt))}
            {readings > 0 && (
              <>
                <Dot />
                {readings} 人次阅读
              </>
            )}
          </small>
        </span>
        {cover && <PublicPicture picture={cover} sizes="100px" />}
      </Link>
    </li>
  )
}
