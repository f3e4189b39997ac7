import Link from 'next/link'
import { ChevronRightIcon, ChatIcon, EditIcon } from '@hospital/web/parts/icons'
import { Empty, ErrorState } from '@hospital/web/parts/states'
import { Count } from '@/frame/count'
import { NavBar } from '@/frame/nav-bar'
import { isSignedIn, read } from '@/graph'
import { FaqsDocument, HelpDocument, UnreadFeedbackDocument } from '@/graphql/graphql'
import { FaqSection } from '@/help/faq-section'
import { ServiceSection } from '@/help/service-section'
import styles from '@/help/help.module.css'
import { house } from '@/house/house'

export const metadata = { title: '帮助与反馈' }

interface Asked {
  q?: string | string[]
  category?: string | string[]
}

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)?.trim() || undefined

/** What the hospital shows here, in its order. */
export default async function HelpPage({ searchParams }: { searchParams: Promise<Asked> }) {
  const asked = await searchParams
  const [typed, category] = [one(asked.q), one(asked.category)]
  const [{ institutionId }, signedIn] = await Promise.all([house(), isSignedIn()])
  const { data, problem } = await read(HelpDocument, { institutionId })
  const kinds = data?.helpPage.modules.map(({ kind }) => kind) ?? []
  const [faqs, unread] = await Promise.all([
    kinds.includes('FAQ') ? read(FaqsDocument, { filter: { institutionId, search: typed, category } }) : null,
    signedIn && kinds.includes('FEEDBACK') ? read(UnreadFeedbackDocument, {}) : null,
  ])
  return (
    <>
      <NavBar title="帮助与反馈" back="/mine" />
      <main className="page">
        {problem && <ErrorState problem={problem} title="帮助没有加载出来" />}
        {faqs?.problem && <ErrorState problem={faqs.problem} title="常见问题没有加载出来" />}
        {data && kinds.length === 0 && <Empty title="帮助页面暂未开放">如需帮助，请到院咨询或致电医院。</Empty>}
        {data && kinds.map((kind) => {
          if (kind === 'SERVICE') return <ServiceSection key={kind} service={data.helpPage.service} />
          if (kind === 'FEEDBACK') return <FeedbackSection key={kind} unread={unread?.data?.unreadFeedbackReplies ?? 0} />
          return faqs?.data && <FaqSection key={kind} faqs={faqs.data.faqs.nodes} categories={data.dictionary?.entries ?? []} typed={typed ?? ''} category={category} signedIn={signedIn} />
        })}
      </main>
    </>
  )
}

function FeedbackSection({ unread }: { unread: number }) {
  return (
    <section className="ih-card" aria-labelledby="feedback-title">
      <h2 id="feedback-title">意见反馈</h2>
      <div className={styles.rows}>
        <Link href="/help/feedback/new" prefetch={false}>
          <EditIcon size={22} />
          <span className={styles.word}>提交反馈<small>意见建议、使用问题、投诉</small></span>
          <ChevronRightIcon size={18} />
        </Link>
        <Link href="/help/feedback" prefetch={false}>
          <ChatIcon size={22} />
          <span className={styles.word}>我的反馈</span>
          <Count count={unread} of="条新回复" />
          <ChevronRightIcon size={18} />
        </Link>
      </div>
    </section>
  )
}
