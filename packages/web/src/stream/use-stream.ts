'use client'

import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import type { TypedDocumentNode } from '@urql/core'
import { documentId } from '../operations/document-id.ts'
import { problemOfGraphqlError, type Problem } from '../problem.ts'
import { createSocket, type ConnectionState, type Socket } from './socket.ts'
import { openStream } from './stream.ts'

let socket: Socket | undefined
const pageSocket = () => (socket ??= createSocket())

interface StreamUse<Data, Variables> {
  /** Null: nothing to follow yet. */
  variables: Omit<Variables, 'after'> | null
  /** The last sequence that the page was rendered with. */
  after?: number
  sequenceOf?: (data: Data) => number
  onEvent: (data: Data) => void
}

/** Follows a subscription while the component is mounted, resuming without loss or repeats. Returns why it was refused, if it was. */
export function useStream<Data, Variables extends object>(document: TypedDocumentNode<Data, Variables>, use: StreamUse<Data, Variables>): Problem | null {
  const [problem, setProblem] = useState<Problem | null>(null)
  const onEvent = useEffectEvent(use.onEvent)
  const sequenceOf = useEffectEvent((data: Data) => use.sequenceOf?.(data) ?? Number.NaN)
  const resumable = use.sequenceOf !== undefined
  const startAfter = useEffectEvent(() => use.after)
  const key = use.variables && JSON.stringify(use.variables)

  useEffect(() => {
    if (key === null) return
    return openStream<Data>(pageSocket(), {
      documentId: documentId(document),
      variables: JSON.parse(key),
      after: startAfter(),
      sequenceOf: resumable ? sequenceOf : undefined,
      onEvent,
      onRefused: (errors) => setProblem(errors[0] ? problemOfGraphqlError(errors[0]) : null),
    })
  }, [document, key, resumable])

  return problem
}

/** The state of the page's socket. */
export function useConnection(): ConnectionState {
  return useSyncExternalStore(
    (listener) => pageSocket().onState(listener),
    () => pageSocket().state(),
    () => 'idle',
  )
}
