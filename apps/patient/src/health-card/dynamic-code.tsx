'use client'

import { useCallback, useEffect, useState } from 'react'
import { useMutation } from 'urql'
import { RefreshIcon } from '@hospital/web/parts/icons'
import { requestNote } from '@hospital/web/parts/states'
import { problemOf, type Problem } from '@hospital/web/problem'
import { QrCode } from '@/cards/qr-code'
import { ShowHealthCardDocument } from '@/graphql/graphql'
import styles from './health-card.module.css'

interface Shown {
  text: string
  /** By `performance.now()`: a wrong clock on the phone does no harm. */
  until: number
}

/** Another code is fetched so long before the end of this one. */
const SPARE_MS = 5_000

/** The code of the minute. It renews itself while somebody looks; one that is over is never shown, and there is no other to show in its place. */
export function DynamicCode({ cardId, label }: { cardId: string; label: string }) {
  const [shown, setShown] = useState<Shown>()
  const [left, setLeft] = useState(0)
  const [problem, setProblem] = useState<Problem>()
  const [{ fetching }, show] = useMutation(ShowHealthCardDocument)

  const renew = useCallback(async () => {
    const { data, error } = await show({ id: cardId })
    setProblem(problemOf(error) ?? undefined)
    if (data) {
      setShown({ text: data.showHealthCard.text, until: performance.now() + data.showHealthCard.seconds * 1000 })
      setLeft(data.showHealthCard.seconds)
    }
  }, [cardId, show])

  useEffect(() => void renew(), [renew])
  useEffect(() => {
    if (!shown) return
    const timer = setInterval(() => {
      const rest = shown.until - performance.now()
      setLeft(Math.max(0, Math.ceil(rest / 1000)))
      if (rest <= 0) setShown(undefined)
    }, 500)
    return () => clearInterval(timer)
  }, [shown])
  useEffect(() => {
    if (!shown) return
    const again = () => { if (!document.hidden) void renew() }
    const timer = setTimeout(again, Math.max(0, shown.until - performance.now() - SPARE_MS))
    return () => clearTimeout(timer)
  }, [shown, renew])
  useEffect(() => {
    const back = () => { if (!document.hidden && !shown) void renew() }
    document.addEventListener('visibilitychange', back)
    return () => document.removeEventListener('visibilitychange', back)
  }, [shown, renew])

  const note = problem && requestNote(problem)
  return (
    <div className={styles.code}>
      {shown ? <QrCode text={shown.text} label={`${label}动态健康码`} className={styles.qr} /> : <div className={styles.blank}>{fetching ? '正在获取健康码…' : '健康码已失效'}</div>}
      {problem && <p className="ih-note" data-tone="danger" role="alert"><span>{problem.message}{note && <small> {note}</small>}</span></p>}
      <p className={styles.left}>{shown ? <><b>{left}</b> 秒后失效，失效前自动更新</> : '请更新后出示'}</p>
      <button type="button" disabled={fetching} onClick={() => void renew()}><RefreshIcon size={18} />更新健康码</button>
    </div>
  )
}
