'use client'

import { useEffect, useState } from 'react'

/** Milliseconds left until an instant, counted from the server's "now", so that a wrong clock on the phone does no harm. */
export function useCountdown(until: string, serverNow: number): number {
  const [start] = useState(() => ({ at: performance.now(), left: Date.parse(until) - serverNow }))
  const [left, setLeft] = useState(start.left)
  useEffect(() => {
    const timer = setInterval(() => setLeft(start.left - (performance.now() - start.at)), 500)
    return () => clearInterval(timer)
  }, [start])
  return Math.max(0, left)
}
