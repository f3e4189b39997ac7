'use client'

import { useEffect, useState } from 'react'
import { useConnection } from '../stream/use-stream.ts'
import { WifiIcon } from './icons.tsx'

/** A break shorter than this mends itself unseen. */
const patienceMs = 1_000

/** Says that live data has stopped, and goes by itself. Place it once, under the bar of a live page. */
export function ConnectionBanner() {
  const lost = useConnection() === 'lost'
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
          连接中断，正在重连…
        </p>
      )}
    </div>
  )
}
