import type { Metadata } from 'next'
import { hospitalNow } from '@hospital/web/environment'
import { ArticleTable } from '@/content/article-table'
import { Page } from '@/frame/page'

export const metadata: Metadata = { title: '文章' }

export default function ArticlesPage() {
  return (
    <Page title="文章" hint="健康资讯、健康知识与健康讲座；草稿发布后患者才看得到">
      <ArticleTable now={hospitalNow().toISOString()} />
    </Page>
  )
}
