'use client'

import { useEffect, useState } from 'react'
import { useConnection } from '../stream/use-stream.ts'
import { WifiIcon } from './icons.tsx'

/** A break shorter than this mends itself unseen. */
const patienceMs = 1_000

/** Says that live data has stopped, and goes by itself. Place it once, under the bar of a live page. */
export function ConnectionBanner() {
  const state = useConnection()
  const lost = state === 'lost' || state === 'ended'
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(lost), lost ? patienceMs : 0)
    return () => clearTimeout(timer)
  }, [lost])
  return (
    <div role="status" aria-live="polite">
      {shown && (
        <p className="ih-banner">
          <WifiIcon size={16} />
          {state === 'ended' ? <a href={`/sign-in?next=${encodeURIComponent(window.location.pathname + window.location.search)}`}>登录已过期，请重新登录</a> : '连接中断，正在重连…'}
        </p>
      )}
    </div>
  )
}
