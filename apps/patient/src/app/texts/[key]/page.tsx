import { notFound } from 'next/navigation'
import { formatDay, hospitalDay } from '@hospital/web/format'
import { NavBar } from '@/frame/nav-bar'
import { mustRead } from '@/graph'
import { TextDocument, TextVersionDocument, type TextVersionQuery } from '@/graphql/graphql'
import { house } from '@/house/house'
import styles from '@/texts/text.module.css'

interface Props {
  params: Promise<{ key: string }>
  searchParams: Promise<{ version?: string }>
}

type Shown = Omit<NonNullable<TextVersionQuery['text']>, 'state'> & { state?: string | null }

/** The version in force, as the institution words it whose pages are shown; or the very version that somebody is asked to agree to. */
async function readText(key: string, version: string | undefined): Promise<Shown | null> {
  if (version === undefined) {
    const { institutionId } = await house()
    return (await mustRead(TextDocument, { key, institutionId })).text
  }
  if (!/^[1-9]\d{0,8}$/.test(version)) return null
  return (await mustRead(TextVersionDocument, { key, version: Number(version) })).text
}

export default async function TextPage({ params, searchParams }: Props) {
  const [{ key }, { version }] = await Promise.all([params, searchParams])
  const text = await readText(key, version)
  if (!text) notFound()
  return (
    <>
      <NavBar title={text.title} back="/mine" />
      <main className="page">
        <article className={`ih-card ${styles.text}`}>
          <p>{text.body}</p>
          <footer>
            第 {text.version} 版，{formatDay(hospitalDay(text.publishedAt))}发布
            {text.state === 'REPLACED' && '，已有新版本'}
          </footer>
        </article>
      </main>
    </>
  )
}
