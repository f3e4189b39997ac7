'use client'

import { useEffect, useRef, type Dispatch } from 'react'
import type { TypedDocumentNode } from '@urql/core'
import { useClient } from 'urql'
import { problemOf, type Problem } from '../problem.ts'
import { refusalOfUpload, startUpload, type Uploading } from '../upload/upload.ts'
import type { ChatChange, ChatMessage, PendingMessage } from './chat.ts'

export type SendDocument = TypedDocumentNode<{ sendMessage: ChatMessage }, { input: { conversationId: string; clientId: string; text?: string | null; uploadReceipt?: string | null } }>

interface Draft {
  clientId: string
  text?: string
  file?: File
  receipt?: string
  upload?: Uploading
}

export interface Outbox {
  say(text: string): void
  sayFile(file: File, durationSeconds?: number): void
  retry(clientId: string): void
  discard(clientId: string): void
  /** Sends again what only a break kept back. */
  retryPassing(pending: PendingMessage[]): void
}

const passing = new Set(['NETWORK', 'UPLOAD', 'GATEWAY_UNREACHABLE', 'SERVICE_UNAVAILABLE'])

/** Sends what is said, in the order it was said; the same `clientId` at every try, so that trying again never says it twice. */
export function useOutbox({ conversationId, document, change }: { conversationId: string; document: SendDocument; change: Dispatch<ChatChange> }): Outbox {
  const client = useClient()
  const drafts = useRef(new Map<string, Draft>())
  const previews = useRef<string[]>([])
  const line = useRef(Promise.resolve())

  useEffect(() => {
    const [kept, urls] = [drafts.current, previews.current]
    return () => {
      for (const { upload } of kept.values()) upload?.cancel()
      for (const url of urls) URL.revokeObjectURL(url)
    }
  }, [])

  async function send(draft: Draft): Promise<void> {
    const { clientId, text, receipt } = draft
    const { data, error } = await client.mutation(document, { input: { conversationId, clientId, ...(receipt ? { uploadReceipt: receipt } : { text }) } }).toPromise()
    if (data) {
      drafts.current.delete(clientId)
      return change({ type: 'kept', message: data.sendMessage })
    }
    const problem = problemOf(error)!
    // A receipt that has run out is got anew at the next try.
    if (problem.code === 'UPLOAD_INVALID') draft.receipt = undefined
    change({ type: 'failed', clientId, problem })
  }
  async function carry(draft: Draft): Promise<void> {
    const { clientId, file } = draft
    if (file && !draft.receipt) {
      draft.upload = startUpload(file, (share) => change({ type: 'progressed', clientId, share }))
      try {
        draft.receipt = await draft.upload.receipt
      } catch (error) {
        return change({ type: 'failed', clientId, problem: uploadProblem(error) })
      }
    }
    if (drafts.current.has(clientId)) line.current = line.current.then(() => send(draft))
  }
  function begin(draft: Draft, pending: PendingMessage) {
    drafts.current.set(draft.clientId, draft)
    change({ type: 'said', pending })
    void carry(draft)
  }
  function retry(clientId: string) {
    const draft = drafts.current.get(clientId)
    if (!draft) return
    change({ type: 'retried', clientId })
    void carry(draft)
  }

  return {
    say(text) {
      const clientId = crypto.randomUUID()
      begin({ clientId, text }, { clientId, text })
    },
    sayFile(file, durationSeconds) {
      const clientId = crypto.randomUUID()
      const previewUrl = URL.createObjectURL(file)
      previews.current.push(previewUrl)
      begin({ clientId, file }, { clientId, share: 0, file: { kind: file.type.startsWith('image/') ? 'IMAGE' : 'VOICE', previewUrl, durationSeconds } })
    },
    retry,
    discard(clientId) {
      drafts.current.get(clientId)?.upload?.cancel()
      drafts.current.delete(clientId)
      change({ type: 'discarded', clientId })
    },
    retryPassing(pending) {
      for (const { clientId, problem } of pending) if (problem && passing.has(problem.code)) retry(clientId)
    },
  }
}

function uploadProblem(error: unknown): Problem {
  return refusalOfUpload(error) ?? { code: 'UPLOAD', message: '没有传上去，请检查网络后重试。' }
}
