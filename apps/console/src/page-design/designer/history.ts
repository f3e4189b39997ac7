import type { StoredContent } from '@hospital/pages/content'

/** A page while it is worked on, with what it was before and what was taken back. */
export interface History {
  past: readonly StoredContent[]
  content: StoredContent
  future: readonly StoredContent[]
}

export type HistoryAct = { act: 'change'; content: StoredContent } | { act: 'undo' } | { act: 'redo' } | { act: 'start'; content: StoredContent }

const MOST = 50

export const begin = (content: StoredContent): History => ({ past: [], content, future: [] })

export function historyAfter({ past, content, future }: History, act: HistoryAct): History {
  switch (act.act) {
    case 'start': return begin(act.content)
    case 'change': return { past: [...past, content].slice(-MOST), content: act.content, future: [] }
    case 'undo': return past.length ? { past: past.slice(0, -1), content: past.at(-1)!, future: [content, ...future] } : { past, content, future }
    case 'redo': return future.length ? { past: [...past, content], content: future[0]!, future: future.slice(1) } : { past, content, future }
  }
}
