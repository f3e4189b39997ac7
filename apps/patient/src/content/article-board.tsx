import Link from 'next/link'
import { Empty, ErrorState } from '@hospital/web/parts/states'
import { read } from '@/graph'
import { ArticlesDocument, type ArticleKind } from '@/graphql/graphql'
import { house, terminalHere } from '@/house/house'
import { ArticleEntry } from './article-entry'
import styles from './article-list.module.css'

export interface BoardQuery {
  q?: string
  category?: string
  after?: string
}

interface ArticleBoardProps {
  path: string
  noun: string
  query: BoardQuery
  kind?: ArticleKind
}

/** A page of articles, searched and turned by plain links and forms: it needs no script. */
export async function ArticleBoard({ path, noun, query, kind }: ArticleBoardProps) {
  const { q, category, after } = query
  const [terminal, { institutionId }] = await Promise.all([terminalHere(), house()])
  const { data, problem } = await read(ArticlesDocument, { filter: { search: q, categoryId: category, kind, terminal, institutionId }, first: 10, after: after ?? null })
  if (!data) return <ErrorState problem={problem!} title={`${noun}没有加载出来`} ways={<Link className="ih-button" href={path} prefetch={false}>重新加载</Link>} />
  const { nodes, pageInfo } = data.articles
  const asked = Boolean(q || category)
  if (nodes.length === 0) return <Empty title={asked ? `没有找到相关${noun}` : `还没有${noun}`} ways={asked && <Link className="ih-button" href={path} prefetch={false}>查看全部{noun}</Link>}>{asked ? '换个说法再试试。' : '医院发布后会显示在这里。'}</Empty>
  return (
    <>
      <section className="ih-card" aria-label={noun}>
        <ul className={styles.list}>{nodes.map((article) => <ArticleEntry key={article.id} article={article} />)}</ul>
      </section>
      {(pageInfo.hasNextPage || after) && (
        <nav className={styles.pages} aria-label="翻页">
          {after && <Link className="ih-button" href={addressOf(path, { q, category })} prefetch={false}>回到第一页</Link>}
          {pageInfo.hasNextPage && <Link className="ih-button" href={addressOf(path, { q, category, after: pageInfo.endCursor! })} prefetch={false}>下一页</Link>}
        </nav>
      )}
    </>
  )
}

export function addressOf(path: string, query: BoardQuery): string {
  const said = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return said.length ? `${path}?${new URLSearchParams(said)}` : path
}

/** Whatever stands in the address more than once counts once. */
export function boardQueryOf(params: Record<string, string | string[] | undefined>): BoardQuery {
  const one = (key: string) => [params[key]].flat()[0]?.slice(0, 300) || undefined
  return { q: one('q'), category: one('category'), after: one('after') }
}

export function SearchForm({ path, noun, query: { q, category } }: { path: string; noun: string; query: BoardQuery }) {
  return (
    <form className={styles.search} action={path} role="search">
      <input type="search" name="q" defaultValue={q} maxLength={50} aria-label={`搜索${noun}`} placeholder={`搜索${noun}`} />
      {category && <input type="hidden" name="category" value={category} />}
      <button type="submit" className="ih-button">搜索</button>
    </form>
  )
}
