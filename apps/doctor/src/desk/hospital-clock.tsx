'use client'

import { createContext, useContext, useEffect, useState, type ReactNode } from 'react'

const ClockContext = createContext(0)

/** The hospital's "now" on every page, told on by the second from what the server said: a computer with a wrong clock does no harm. */
export function HospitalClock({ now: rendered, children }: { now: number; children: ReactNode }) {
  const [start] = useState(() => ({ at: performance.now(), now: rendered }))
  const [now, setNow] = useState(rendered)
  useEffect(() => {
    const timer = setInterval(() => setNow(start.now + performance.now() - start.at), 1_000)
    return () => clearInterval(timer)
  }, [start])
  return <ClockContext value={now}>{children}</ClockContext>
}

export const useHospitalNow = () => useContext(ClockContext)
