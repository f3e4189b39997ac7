'use client'

import { useState } from 'react'
import { useStream } from '@hospital/web/stream/use-stream'
import { DeskLiveDocument, type DeskQueueFragment } from '@/graphql/graphql'

/** Today's queues, the chosen one followed live: every call, check-in and return shows at once. */
export function useQueues(rendered: DeskQueueFragment[], chosen: string | undefined) {
  const [live, setLive] = useState<Record<string, DeskQueueFragment>>({})
  useStream(DeskLiveDocument, {
    variables: chosen ? { queueId: chosen } : null,
    after: 0,
    sequenceOf: ({ queueChanged }) => queueChanged.sequence,
    onEvent: ({ queueChanged }) => setLive((all) => ({ ...all, [queueChanged.queue.id]: queueChanged.queue })),
  })
  return rendered.map((queue) => live[queue.id] ?? queue)
}
