import type { Metadata } from 'next'
import Link from 'next/link'
import { Empty } from '@hospital/web/parts/states'
import { addressOf, boardQueryOf, SearchForm } from '@/content/article-board'
import listStyles from '@/content/article-list.module.css'
import { metadataOf } from '@/content/metadata'
import { mustRead } from '@/graph'
import { SiteExpertsDocument } from '@/graphql/graphql'
import { house } from '@/house/house'
import { ExpertRows } from '@/site/expert-rows'
import { SitePage } from '@/site/site-page'

const path = '/site/experts'

export async function generateMetadata(): Promise<Metadata> {
  const { hospitalName: name } = await house()
  return metadataOf({ title: '专家介绍', description: `${name}的医生：职称、专长、简介与出诊时间。`, path })
}

export default async function SiteExpertsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const query = boardQueryOf(await searchParams)
  const { practitioners } = await mustRead(SiteExpertsDocument, { filter: { role: 'DOCTOR', search: query.q }, first: 20, after: query.after ?? null })
  return (
    <SitePage title="专家介绍" place={path}>
      <SearchForm path={path} noun="医生姓名或专长" query={{ q: query.q }} />
      {practitioners.nodes.length === 0 ? (
        <Empty title="没有找到医生" ways={<Link className="ih-button" href={path} prefetch={false}>查看全部专家</Link>}>换个姓名或专长再试试。</Empty>
      ) : (
        <section className="ih-card" aria-label="专家">
          <ExpertRows experts={practitioners.nodes} />
        </section>
      )}
      {(practitioners.pageInfo.hasNextPage || query.after) && (
        <nav className={listStyles.pages} aria-label="翻页">
          {query.after && <Link className="ih-button" href={addressOf(path, { q: query.q })} prefetch={false}>回到第一页</Link>}
          {practitioners.pageInfo.hasNextPage && <Link className="ih-button" href={addressOf(path, { q: query.q, after: practitioners.pageInfo.endCursor! })} prefetch={false}>下一页</Link>}
        </nav>
      )}
    </SitePage>
  )
}
