'use client'

import { useEffect, useEffectEvent, useReducer, useRef, useState } from 'react'
import type { TypedDocumentNode } from '@urql/core'
import { useClient } from 'urql'
import { problemOf, type Problem } from '../problem.ts'
import { useConnection, useStream } from '../stream/use-stream.ts'
import { changeChat, historyPage, openChat, type ChatConversation, type ChatEvent, type ChatMessage, type ChatState, type Side } from './chat.ts'
import { useMarks, type MarkDocuments } from './use-marks.ts'
import { useOutbox, type Outbox, type SendDocument } from './use-outbox.ts'

/** The operations of one app, as its codegen typed them. */
export interface ChatDocuments extends MarkDocuments {
  /** `conversation(id: $id) { messages(before: $before, last: $last) }` */
  history: TypedDocumentNode<{ conversation: { messages: ChatMessage[] } | null }, { id: string; before: number; last: number }>
  events: TypedDocumentNode<{ conversationEvents: ChatEvent }, { conversationId: string; after?: number | null }>
  send: SendDocument
}

interface ChatUse {
  /** As the page was rendered with it; a newer one (after `router.refresh()`) is merged. */
  conversation: ChatConversation
  side: Side
  documents: ChatDocuments
  /** False while the chat is not in sight: what comes is delivered, not read. */
  reading?: boolean
  onEvent?: (event: ChatEvent) => void
}

export interface Chat extends Omit<Outbox, 'retryPassing'> {
  state: ChatState
  /** Why the stream was refused, if it was. */
  refused: Problem | null
  earlier: { load(): Promise<void>; loading: boolean; problem: Problem | null }
  /** Reads a message again: its file's link has run out. */
  renew(message: ChatMessage): Promise<void>
}

/** One conversation on the screen: resumes after any break without loss or repeats, sends what is said once, and marks what is seen. */
export function useChat({ conversation, side, documents, reading = true, onEvent }: ChatUse): Chat {
  const client = useClient()
  const [state, change] = useReducer(changeChat, conversation, (first) => openChat(side, first))
  const { id } = conversation
  const { retryPassing, ...outbox } = useOutbox({ conversationId: id, document: documents.send, change })
  const connection = useConnection()
  const retryUnsent = useEffectEvent(() => retryPassing(state.pending))

  const refused = useStream(documents.events, {
    variables: { conversationId: id },
    after: conversation.lastSequence,
    sequenceOf: ({ conversationEvents }) => conversationEvents.sequence,
    onEvent: ({ conversationEvents: event }) => {
      change({ type: 'event', event })
      onEvent?.(event)
    },
  })
  useMarks({ conversation, state, documents, reading })
  useRendered(conversation, (rendered) => change({ type: 'rendered', conversation: rendered }))
  useEffect(() => {
    if (connection === 'connected') retryUnsent()
    window.addEventListener('online', retryUnsent)
    return () => window.removeEventListener('online', retryUnsent)
  }, [connection])

  const read = (before: number, last: number) => client.query(documents.history, { id, before, last }, { requestPolicy: 'network-only' }).toPromise()
  const earlier = useEarlier(async () => {
    const { data, error } = await read(state.messages[0]?.sequence ?? 0, historyPage)
    if (data?.conversation) change({ type: 'earlier', messages: data.conversation.messages })
    return problemOf(error)
  })
  return {
    state,
    refused,
    ...outbox,
    earlier,
    async renew({ sequence }) {
      const { data } = await read(sequence + 1, 1)
      const message = data?.conversation?.messages.at(-1)
      if (message) change({ type: 'kept', message })
    },
  }
}

function useRendered(conversation: ChatConversation, onRendered: (conversation: ChatConversation) => void) {
  const known = useRef(conversation)
  const rendered = useEffectEvent(onRendered)
  useEffect(() => {
    if (known.current === conversation) return
    known.current = conversation
    rendered(conversation)
  }, [conversation])
}

function useEarlier(loadPage: () => Promise<Problem | null>): Chat['earlier'] {
  const [loading, setLoading] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  return {
    loading,
    problem,
    async load() {
      if (loading) return
      setLoading(true)
      setProblem(await loadPage())
      setLoading(false)
    },
  }
}
