'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { useMutation } from 'urql'
import { ArrowDownIcon, ArrowUpIcon, DragIcon, RefreshIcon } from '@hospital/web/parts/icons'
import { problemOf, type Problem } from '@hospital/web/problem'
import { toast } from '@/feedback'
import { RefreshCardsDocument, SetDefaultCardDocument, SortCardsDocument, type CardFragment } from '@/graphql/graphql'
import { cardWords } from './card-words'
import { useDragOrder } from './use-drag-order'
import styles from './cards.module.css'

interface CardListProps {
  patientId: string
  cards: CardFragment[]
  shownId?: string
}

/** All cards in the person's own order; a tap shows one large above. */
export function CardList({ patientId, cards, shownId }: CardListProps) {
  const router = useRouter()
  const [problem, setProblem] = useState<Problem>()
  const [kept, setKept] = useState<{ instead: CardFragment[]; order: string[] }>()
  const [refreshing, startRefresh] = useTransition()
  const [{ fetching: sorting }, sort] = useMutation(SortCardsDocument)
  const [{ fetching: choosing }, choose] = useMutation(SetDefaultCardDocument)
  const [{ fetching: asking }, askHis] = useMutation(RefreshCardsDocument)
  const busy = sorting || choosing || asking || refreshing

  function settle(error: Parameters<typeof problemOf>[0], word: string) {
    const refused = problemOf(error)
    setProblem(refused ?? undefined)
    if (refused) return
    void toast(word)
    startRefresh(() => { router.refresh() })
  }
  const keep = async (cardIds: string[]) => {
    setKept({ instead: cards, order: cardIds })
    const { error } = await sort({ patientId, cardIds })
    if (error) setKept(undefined)
    settle(error, '顺序已保存')
  }
  const ids = cards.map(({ id }) => id)
  const { rows, begin, order, dragged } = useDragOrder(ids, keep)
  // What was just let go of stays where it was put until the page has been read anew.
  const shown = (kept?.instead === cards ? kept.order : order).flatMap((id) => cards.find((card) => card.id === id) ?? [])
  const move = (id: string, index: number, by: -1 | 1) => keep(ids.toSpliced(index, 1).toSpliced(index + by, 0, id))

  return (
    <section className="ih-card" aria-busy={busy}>
      <div className={styles.listHead}>
        <h2>全部卡</h2>
        <button type="button" disabled={busy} onClick={async () => settle((await askHis({ patientId })).error, '已是最新')}>
          <RefreshIcon size={16} />
          {asking ? '正在更新…' : '从医院更新'}
        </button>
      </div>
      {problem && <p className="ih-note" data-tone="danger" role="alert">{problem.message}</p>}
      <ol ref={rows}>
        {shown.map(({ id, kind, maskedNumber, isDefault }, index) => (
          <li key={id} className={styles.row} data-dragged={id === dragged || undefined}>
            {cards.length > 1 && <span className={styles.handle} aria-hidden="true" onPointerDown={busy ? undefined : begin(id)}><DragIcon size={20} /></span>}
            <Link href={`/patients/${patientId}/code?card=${id}`} replace scroll prefetch={false} aria-current={id === shownId} className={styles.card}>
              <b>{cardWords[kind]}</b>
              <span>尾号 {maskedNumber.slice(-4)}</span>
            </Link>
            {isDefault ? <span className={styles.default}>默认</span> : <button type="button" disabled={busy} onClick={async () => settle((await choose({ id })).error, '已设为默认卡')}>设为默认</button>}
            <button type="button" disabled={busy || index === 0} aria-label={`${cardWords[kind]}上移`} onClick={() => void move(id, index, -1)}><ArrowUpIcon size={20} /></button>
            <button type="button" disabled={busy || index === cards.length - 1} aria-label={`${cardWords[kind]}下移`} onClick={() => void move(id, index, 1)}><ArrowDownIcon size={20} /></button>
          </li>
        ))}
      </ol>
    </section>
  )
}
