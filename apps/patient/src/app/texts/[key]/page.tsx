import { notFound } from 'next/navigation'
import { formatDay, hospitalDay } from '@hospital/web/format'
import { NavBar } from '@/frame/nav-bar'
import { mustRead } from '@/graph'
import { TextDocument } from '@/graphql/graphql'
import styles from '@/texts/text.module.css'

export default async function TextPage({ params }: { params: Promise<{ key: string }> }) {
  const { text } = await mustRead(TextDocument, { key: (await params).key })
  if (!text) notFound()
  return (
    <>
      <NavBar title={text.title} back="/mine" />
      <main className="page">
        <article className={`ih-card ${styles.text}`}>
          <p>{text.body}</p>
          <footer>
            第 {text.version} 版，{formatDay(hospitalDay(text.publishedAt))}发布
          </footer>
        </article>
      </main>
    </>
  )
}
