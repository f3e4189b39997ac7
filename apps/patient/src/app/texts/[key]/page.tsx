import { notFound } from 'next/navigation'
import { formatDay, hospitalDay } from '@hospital/web/format'
import { NavBar } from '@/frame/nav-bar'
import { mustRead } from '@/graph'
import { TextDocument } from '@/graphql/graphql'
import { house } from '@/house/house'
import styles from '@/texts/text.module.css'

interface Props {
  params: Promise<{ key: string }>
  searchParams: Promise<{ whole?: string }>
}

/** As the institution words it whose pages are shown; with `whole`, as the hospital does for all of them. */
export default async function TextPage({ params, searchParams }: Props) {
  const [{ key }, { whole }, { institutionId }] = await Promise.all([params, searchParams, house()])
  const { text } = await mustRead(TextDocument, { key, institutionId: whole === undefined ? institutionId : null })
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
