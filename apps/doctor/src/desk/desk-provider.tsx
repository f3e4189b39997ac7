'use client'

import { createContext, useContext, useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react'
import type { Problem } from '@hospital/web/problem'
import { onMutated } from '@hospital/web/reading/outdated-exchange'
import { useReading } from '@hospital/web/reading/use-reading'
import { useStream } from '@hospital/web/stream/use-stream'
import { DeskDocument, DeskLiveDocument, DeskTalkDocument, InboxDocument, type DeskConsultationFragment, type DeskQuery, type DeskQueueFragment } from '@/graphql/graphql'

interface Desk {
  queues: DeskQueueFragment[]
  /** Waiting for an answer, or under way. */
  open: DeskConsultationFragment[]
  ended: DeskConsultationFragment[]
  /** Nothing could be read, not even once. */
  problem: Problem | null
  reload(): void
}

const DeskContext = createContext<Desk | null>(null)

/** Catches what no event tells: an hour that has struck, a list changed by the other side's doing. */
const anewMs = 60_000
/** The gateway serves fifty streams to a page; the rest of a long list is read anew with the others. */
const mostFollowed = 30

/** All that waits for this doctor today, live: followed once, for the lists, the tabs and the search alike. */
export function DeskProvider({ rendered, renderedProblem, children }: { rendered: DeskQuery | null; renderedProblem: Problem | null; children: ReactNode }) {
  const { data, problem, readAnew } = useReading(DeskDocument, {}, rendered)
  const [live, setLive] = useState<Record<string, DeskQueueFragment>>({})
  const reload = useSoon(readAnew)

  useStream(InboxDocument, { variables: {}, sequenceOf: ({ inbox }) => inbox.sequence, onEvent: reload })
  useAnew(reload)
  const afterOwnChange = useEffectEvent(reload)
  useEffect(() => onMutated(() => afterOwnChange()), [])
  const queues = (data?.myQueues ?? []).map((queue) => newer(queue, live[queue.id]))
  const open = data?.open.nodes ?? []
  const desk = { queues, open, ended: data?.ended.nodes ?? [], problem: data ? null : (problem ?? renderedProblem), reload }
  return (
    <DeskContext value={desk}>
      {queues.map(({ id }) => (
        <QueueFollower key={id} id={id} onChange={(queue) => setLive((all) => ({ ...all, [id]: queue }))} />
      ))}
      {open.slice(0, mostFollowed).map(({ conversation }) => conversation && <TalkFollower key={conversation.id} {...conversation} onEvent={reload} />)}
      {children}
    </DeskContext>
  )
}

export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('no desk above this component')
  return desk
}

function newer(read: DeskQueueFragment, followed: DeskQueueFragment | undefined): DeskQueueFragment {
  return followed && followed.version > read.version ? followed : read
}

function QueueFollower({ id, onChange }: { id: string; onChange(queue: DeskQueueFragment): void }) {
  useStream(DeskLiveDocument, {
    variables: { queueId: id },
    after: 0,
    sequenceOf: ({ queueChanged }) => queueChanged.sequence,
    onEvent: ({ queueChanged }) => onChange(queueChanged.queue),
  })
  return null
}

function TalkFollower({ id, lastSequence, onEvent }: { id: string; lastSequence: number; onEvent(): void }) {
  useStream(DeskTalkDocument, {
    variables: { conversationId: id },
    after: lastSequence,
    sequenceOf: ({ conversationEvents }) => conversationEvents.sequence,
    onEvent,
  })
  return null
}

/** Many events at once are one reading. */
function useSoon(act: () => void): () => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return () => {
    clearTimeout(timer.current)
    timer.current = setTimeout(act, 150)
  }
}

function useAnew(act: () => void) {
  const again = useEffectEvent(() => {
    if (document.visibilityState === 'visible') act()
  })
  useEffect(() => {
    const timer = setInterval(again, anewMs)
    document.addEventListener('visibilitychange', again)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', again)
    }
  }, [])
}
