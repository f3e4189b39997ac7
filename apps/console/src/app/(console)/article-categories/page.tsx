import type { Metadata } from 'next'
import { CategoryTable } from '@/content/category-table'
import { Page } from '@/frame/page'

export const metadata: Metadata = { title: '文章分类' }

export default function ArticleCategoriesPage() {
  return (
    <Page title="文章分类" hint="患者端按此分类浏览文章">
      <CategoryTable />
    </Page>
  )
}
