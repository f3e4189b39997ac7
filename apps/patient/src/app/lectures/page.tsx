import type { Metadata } from 'next'
import { ArticleBoard, boardQueryOf, SearchForm } from '@/content/article-board'
import { metadataOf } from '@/content/metadata'
import { NavBar } from '@/frame/nav-bar'

const path = '/lectures'

export const generateMetadata = (): Promise<Metadata> => metadataOf({ title: '健康讲座', description: '本院专家的健康教育讲座：现场讲座的时间与地点，以及可随时观看的视频课。', path })

export default async function LecturesPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const query = boardQueryOf(await searchParams)
  return (
    <>
      <NavBar title="健康讲座" back="/articles" />
      <main className="page">
        <SearchForm path={path} noun="讲座" query={query} />
        <ArticleBoard path={path} noun="讲座" query={query} kind="LECTURE" />
      </main>
    </>
  )
}
