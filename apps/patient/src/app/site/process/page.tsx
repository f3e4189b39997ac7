import { cache } from 'react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { formatDay, hospitalDay } from '@hospital/web/format'
import { Empty } from '@hospital/web/parts/states'
import { JsonLd } from '@/content/json-ld'
import { firstWords, metadataOf } from '@/content/metadata'
import { RichText } from '@/content/rich-text'
import styles from '@/content/article.module.css'
import { house } from '@/house/house'
import { mustRead } from '@/graph'
import { SiteHomeDocument } from '@/graphql/graphql'
import { SitePage } from '@/site/site-page'

const processPage = cache(async () => (await mustRead(SiteHomeDocument, { institutionId: (await house()).institutionId })).sitePages.find(({ key }) => key === 'PROCESS'))

export async function generateMetadata(): Promise<Metadata> {
  const page = await processPage()
  return metadataOf({ title: page?.title ?? '就医流程', description: page ? firstWords(page.body) : '从预约、签到、就诊到取药的流程。', path: '/site/process' })
}

export default async function SiteProcessPage() {
  const page = await processPage()
  return (
    <SitePage title={page?.title ?? '就医流程'} place="/site/process">
      {page ? (
        <article className="ih-card">
          <RichText html={page.body} />
          <footer className={styles.foot}>{formatDay(hospitalDay(page.updatedAt))}更新</footer>
        </article>
      ) : (
        <Empty title="就医流程还没有公布" ways={<Link className="ih-button" href="/booking" prefetch={false}>去预约挂号</Link>}>可先在线预约，或到医院服务台咨询。</Empty>
      )}
      {page && <JsonLd facts={{ '@type': 'MedicalWebPage', name: page.title, description: firstWords(page.body), dateModified: page.updatedAt, inLanguage: 'zh-CN' }} />}
    </SitePage>
  )
}
