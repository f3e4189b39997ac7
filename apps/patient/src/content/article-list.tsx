import Link from 'next/link'
import { ChevronRightIcon } from '@hospital/web/parts/icons'
import { read } from '@/graph'
import { ArticlesDocument } from '@/graphql/graphql'
import { house, terminalHere } from '@/house/house'
import { ArticleEntry } from './article-entry'
import styles from './article-list.module.css'

interface ArticleListProps {
  /** Of one category only: its id. */
  category?: string
  count: number
  title?: string
}

/** The latest articles, with the way to all of them; nothing where there are none, or where they cannot be read. */
export async function ArticleList({ category, count, title = '健康资讯' }: ArticleListProps) {
  const [terminal, { institutionId }] = await Promise.all([terminalHere(), house()])
  const { data } = await read(ArticlesDocument, { filter: { categoryId: category, terminal, institutionId }, first: Math.max(1, Math.min(20, Math.trunc(count))) })
  const articles = data?.articles.nodes ?? []
  if (articles.length === 0) return null
  return (
    <section className="ih-card">
      <div className={styles.head}>
        <h2>{title}</h2>
        <Link href={category ? `/articles?category=${category}` : '/articles'} prefetch={false}>全部{title}<ChevronRightIcon size={16} /></Link>
      </div>
      <ul className={styles.list}>{articles.map((article) => <ArticleEntry key={article.id} article={article} />)}</ul>
    </section>
  )
}
