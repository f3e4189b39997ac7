import type { ReactNode } from 'react'

export type Tone = 'warn' | 'info' | 'brand' | 'success' | 'neutral' | 'danger' | 'solid'

export function Tag({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className="ih-tag" data-tone={tone}>
      {children}
    </span>
  )
}

/** How a state of the graph is said and toned. One map for each enum, beside the pages that show it or in `status-words`. */
export type StatusWords<Status extends string> = Record<Status, { word: string; tone: Tone }>

export function StatusTag<Status extends string>({ status, words }: { status: Status; words: StatusWords<Status> }) {
  const { word, tone } = words[status]
  return <Tag tone={tone}>{word}</Tag>
}

/** The small dot between two facts. */
export function Dot() {
  return <span className="ih-dot" aria-hidden="true" />
}
