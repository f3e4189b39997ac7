'use client'

import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useClient } from 'urql'
import { ConsultationNowDocument, type ConsultationStateFragment } from '@/graphql/graphql'

/** News of a conversation runs ahead of what it changes elsewhere (counts, refunds): asked soon, and again later. */
const LOOKS_MS = [300, 2_500, 8_000]

/** The consultation as it stands, read again after each thing that may have changed it. */
export function useConsultation<Rendered extends ConsultationStateFragment>(rendered: Rendered): { consultation: Rendered; refresh(): void } {
  const client = useClient()
  const [seen, setSeen] = useState(rendered)
  const [now, setNow] = useState<ConsultationStateFragment>(rendered)
  const timers = useRef<ReturnType<typeof setTimeout>[]>([])
  if (seen !== rendered) {
    setSeen(rendered)
    setNow(rendered)
  }

  const look = async () => {
    const { data } = await client.query(ConsultationNowDocument, { id: rendered.id }, { requestPolicy: 'network-only' })
    if (data?.consultation) setNow(data.consultation)
  }
  const refresh = () => {
    for (const timer of timers.current) clearTimeout(timer)
    timers.current = LOOKS_MS.map((delay) => setTimeout(look, delay))
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
  return { consultation: { ...rendered, ...now }, refresh }
}
