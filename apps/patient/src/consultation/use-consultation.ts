'use client'

import { useEffect, useEffectEvent, useMemo, useRef } from 'react'
import { useReading } from '@hospital/web/reading/use-reading'
import { ConsultationNowDocument, type ConsultationStateFragment } from '@/graphql/graphql'

/** News of a conversation runs ahead of what it changes elsewhere (counts, refunds): asked soon, and again later. */
const LOOKS_MS = [300, 2_500, 8_000]

/** The consultation as it stands, read again after each thing that may have changed it. */
export function useConsultation<Rendered extends ConsultationStateFragment>(rendered: Rendered): { consultation: Rendered; refresh(): void } {
  const first = useMemo(() => ({ consultation: rendered }), [rendered])
  const { data, readAnew } = useReading(ConsultationNowDocument, { id: rendered.id }, first)
  const timers = useRef<ReturnType<typeof setTimeout>[]>([])
  const refresh = () => {
    for (const timer of timers.current) clearTimeout(timer)
    timers.current = LOOKS_MS.map((delay) => setTimeout(readAnew, delay))
  }
  const lookAgain = useEffectEvent(refresh)
  useEffect(() => {
    const onVisible = () => document.visibilityState === 'visible' && lookAgain()
    document.addEventListener('visibilitychange', onVisible)
    return () => {
      document.removeEventListener('visibilitychange', onVisible)
      for (const timer of timers.current) clearTimeout(timer)
    }
  }, [])
  return { consultation: { ...rendered, ...data.consultation }, refresh }
}
