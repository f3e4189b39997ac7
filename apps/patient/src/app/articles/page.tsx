import type { Metadata } from 'next'
import Link from 'next/link'
import { ArticleBoard, addressOf, boardQueryOf, SearchForm } from '@/content/article-board'
import { BannerStrip } from '@/content/banner-strip'
import { metadataOf } from '@/content/metadata'
import styles from '@/content/article-list.module.css'
import { NavBar } from '@/frame/nav-bar'
import { read } from '@/graph'
import { ArticleCategoriesDocument } from '@/graphql/graphql'

const path = '/articles'

export const generateMetadata = (): Promise<Metadata> => metadataOf({ title: '健康资讯', description: '医院动态、健康知识、合理用药与健康教育讲座，由本院医护人员撰写。', path })

export default async function ArticlesPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const query = boardQueryOf(await searchParams)
  const { data } = await read(ArticleCategoriesDocument, {})
  return (
    <>
      <NavBar title="健康资讯" />
      <main className="page">
        <BannerStrip position="ARTICLES_TOP" />
        <SearchForm path={path} noun="文章" query={query} />
        <nav className={styles.categories} aria-label="文章分类">
          <Link href={addressOf(path, { q: query.q })} prefetch={false} aria-current={query.category ? undefined : 'page'}>全部</Link>
          {data?.articleCategories.map(({ id, name }) => (
            <Link key={id} href={addressOf(path, { q: query.q, category: id })} prefetch={false} aria-current={query.category === id ? 'page' : undefined}>{name}</Link>
          ))}
          <Link href="/lectures" prefetch={false}>健康讲座</Link>
        </nav>
        <ArticleBoard path={path} noun="文章" query={query} />
      </main>
    </>
  )
}
