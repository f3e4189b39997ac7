import { cache } from 'react'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { hospitalNow } from '@hospital/web/environment'
import { formatDay, formatInstant, hospitalDay } from '@hospital/web/format'
import { Dot } from '@hospital/web/parts/tag'
import { JsonLd } from '@/content/json-ld'
import { firstWords, metadataOf } from '@/content/metadata'
import { FirstPicture } from '@/content/public-picture'
import { RichText } from '@/content/rich-text'
import styles from '@/content/article.module.css'
import { NavBar } from '@/frame/nav-bar'
import { mustRead } from '@/graph'
import { ArticleDocument, type ArticleQuery } from '@/graphql/graphql'

type Article = NonNullable<ArticleQuery['article']>
interface PageProps {
  params: Promise<{ id: string }>
}

/** Once for the page and its metadata. */
const articleOf = cache(async (id: string) => (await mustRead(ArticleDocument, { id })).article)

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const article = await articleOf((await params).id)
  if (!article) return { title: '没有找到文章', robots: { index: false } }
  const { id, title, summary, body, cover, publishAt } = article
  return metadataOf({ title, description: summary ?? firstWords(body), path: `/articles/${id}`, picture: cover, publishedAt: publishAt })
}

export default async function ArticlePage({ params }: PageProps) {
  const article = await articleOf((await params).id)
  if (!article) notFound()
  const { id, kind, title, summary, author, source, body, cover, publishAt, updatedAt, readings, category } = article
  return (
    <>
      <NavBar title={kind === 'LECTURE' ? '健康讲座' : '健康资讯'} back={kind === 'LECTURE' ? '/lectures' : '/articles'} />
      <main className="page">
        <article className={`ih-card ${styles.article}`}>
          <h2 className={styles.title}>{title}</h2>
          <p className={styles.facts}>
            {[category.name, author, publishAt && formatDay(hospitalDay(publishAt)), `${readings} 人次阅读`].filter(Boolean).map((fact, place) => (
              <span key={place}>
                {place > 0 && <Dot />}
                {fact}
              </span>
            ))}
          </p>
          {cover && <FirstPicture picture={cover} sizes="min(100vw, 480px)" className={styles.cover} />}
          {kind === 'LECTURE' && <Lecture lecture={article} />}
          <RichText html={body} />
          <footer className={styles.foot}>
            {source && <p>来源：{source}</p>}
            <p>内容仅供健康教育参考，不能代替医生的诊断和治疗。</p>
          </footer>
        </article>
        <img className={styles.seen} src={`/seen?article=${id}&at=${hospitalNow().getTime()}`} alt="" width={1} height={1} />
        <JsonLd facts={{ '@type': kind === 'NEWS' ? 'NewsArticle' : 'Article', headline: title, description: summary ?? undefined, datePublished: publishAt, dateModified: updatedAt, image: cover?.url, author: author ? { '@type': 'Person', name: author } : undefined, inLanguage: 'zh-CN' }} />
      </main>
    </>
  )
}

function Lecture({ lecture: { startsAt, place, mediaUrl } }: { lecture: Article }) {
  return (
    <section className={styles.lecture} aria-label="讲座安排">
      {startsAt && <p>时间：{formatInstant(startsAt)}</p>}
      {place && <p>地点：{place}</p>}
      {mediaUrl && <a className="ih-button" data-kind="primary" href={mediaUrl} rel="noopener noreferrer nofollow">观看或收听讲座</a>}
    </section>
  )
}
