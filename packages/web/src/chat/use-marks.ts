'use client'

import { useEffect, useEffectEvent, useRef, useSyncExternalStore } from 'react'
import type { TypedDocumentNode } from '@urql/core'
import { useClient } from 'urql'
import { useConnection } from '../stream/use-stream.ts'
import { lastIncoming, type ChatConversation, type ChatState } from './chat.ts'

type MarkDocument<Field extends string> = TypedDocumentNode<Record<Field, { id: string }>, { conversationId: string; sequence: number }>

export interface MarkDocuments {
  markDelivered: MarkDocument<'markDelivered'>
  markRead: MarkDocument<'markRead'>
}

interface MarksUse {
  conversation: ChatConversation
  state: ChatState
  documents: MarkDocuments
  reading: boolean
}

/** Tells the other side what has arrived here, and what was seen: nothing is seen on a screen that is off or behind another. */
export function useMarks({ conversation, state, documents, reading }: MarksUse): void {
  const client = useClient()
  const connection = useConnection()
  const seen = useVisible() && reading
  const own = state.side === 'PATIENT' ? [conversation.deliveredToPatient, conversation.readByPatient] : [conversation.deliveredToPractitioner, conversation.readByPractitioner]
  const marked = useRef({ markDelivered: own[0]!, markRead: own[1]! })
  const incoming = lastIncoming(state)

  const mark = useEffectEvent(async (name: 'markDelivered' | 'markRead', sequence: number) => {
    const before = marked.current[name]
    if (sequence <= before) return
    marked.current[name] = sequence
    const { error } = await client.mutation(documents[name] as MarkDocument<string>, { conversationId: conversation.id, sequence }).toPromise()
    // The next message, or the next connection, tries again.
    if (error && marked.current[name] === sequence) marked.current[name] = before
  })
  useEffect(() => {
    void mark(seen ? 'markRead' : 'markDelivered', incoming)
  }, [incoming, seen, connection])
}

function useVisible(): boolean {
  return useSyncExternalStore(
    (listener) => {
      document.addEventListener('visibilitychange', listener)
      return () => document.removeEventListener('visibilitychange', listener)
    },
    () => document.visibilityState === 'visible',
    () => false,
  )
}
