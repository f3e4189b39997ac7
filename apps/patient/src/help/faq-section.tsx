import Link from 'next/link'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { ChevronDownIcon, ChevronRightIcon, SearchIcon } from '@hospital/web/parts/icons'
import { Empty } from '@hospital/web/parts/states'
import type { FaqEntryFragment } from '@/graphql/graphql'
import { Helped } from './helped'
import { shortcuts } from './shortcuts'
import styles from './help.module.css'

interface FaqSectionProps {
  faqs: readonly FaqEntryFragment[]
  categories: readonly { code: string; label: string }[]
  typed: string
  category?: string
  /** Guests read; whether it helped is said by whoever has signed in. */
  signedIn: boolean
}

/** What others asked before: found by words or initials, opened one at a time. Works without scripts. */
export function FaqSection({ faqs, categories, typed, category, signedIn }: FaqSectionProps) {
  return (
    <section className="ih-card" aria-labelledby="faq-title">
      <h2 id="faq-title">常见问题</h2>
      <form className={styles.search} action="/help" role="search">
        <SearchIcon size={20} />
        <input type="search" name="q" defaultValue={typed} maxLength={50} aria-label="搜索常见问题" placeholder="输入关键词或拼音首字母" enterKeyHint="search" />
        <button type="submit">搜索</button>
      </form>
      <nav className={styles.categories} aria-label="问题分类">
        <CategoryLink word="全部" href="/help" current={!category && !typed} />
        {categories.map(({ code, label }) => (
          <CategoryLink key={code} word={label} href={`/help?category=${encodeURIComponent(code)}`} current={code === category} />
        ))}
      </nav>
      {faqs.length === 0 && <Empty title={typed || category ? '没有找到相关问题' : '还没有常见问题'}>换个说法再试试，也可以提交意见反馈，医院会尽快答复。</Empty>}
      <GraphProvider>
        {faqs.map((faq) => (
          <Entry key={faq.id} faq={faq} signedIn={signedIn} />
        ))}
      </GraphProvider>
    </section>
  )
}

function CategoryLink({ word, href, current }: { word: string; href: string; current: boolean }) {
  return <Link href={href} aria-current={current ? 'true' : undefined} prefetch={false}>{word}</Link>
}

function Entry({ faq: { id, question, answer, shortcut, helpedMe }, signedIn }: { faq: FaqEntryFragment; signedIn: boolean }) {
  const way = shortcut && shortcuts[shortcut]
  return (
    <details className={styles.entry}>
      <summary>
        <span>{question}</span>
        <ChevronDownIcon size={18} />
      </summary>
      <p className={styles.answer}>{answer}</p>
      {way && <Link className={styles.way} href={way.href} prefetch={false}>{way.word}<ChevronRightIcon size={16} /></Link>}
      {signedIn && <Helped id={id} said={helpedMe ?? null} />}
    </details>
  )
}
