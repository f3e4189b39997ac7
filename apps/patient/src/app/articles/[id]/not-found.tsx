import Link from 'next/link'
import { Empty } from '@hospital/web/parts/states'
import { NavBar } from '@/frame/nav-bar'

export default function ArticleNotFound() {
  return (
    <>
      <NavBar title="健康资讯" back="/articles" />
      <main className="page">
        <Empty title="没有找到这篇文章" ways={<Link className="ih-button" data-kind="primary" href="/articles">看看其他文章</Link>}>
          文章可能已经下架，或链接不完整。
        </Empty>
      </main>
    </>
  )
}
