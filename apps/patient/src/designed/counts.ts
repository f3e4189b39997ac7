import { cache } from 'react'
import { COUNTS, countOf, type CountKind } from '@hospital/pages/counts'
import { shownEntry, type Entry, type ShownEntry } from '@hospital/pages/entry'
import { read } from '@/graph'
import { EntryCountsDocument } from '@/graphql/graphql'
import type { PageView } from './view'

export type Counts = Readonly<Partial<Record<CountKind, number>>>

/** An entry with the number that stands on it, if it has one, and what that counts. */
export interface CountedEntry extends ShownEntry {
  count?: number
  of?: string
}

/** What stands on any entry of a page. */
function kindsOn({ content: { modules } }: PageView): CountKind[] {
  const entries = modules.flatMap(({ settings }) => ('entries' in settings ? (settings.entries as readonly Entry[]) : []))
  return [...new Set(entries.flatMap(({ to }) => countOf(to) ?? []))]
}

/** One question for all that a page counts, and none where it counts nothing. Without an answer there are no numbers. */
const ask = cache(async (unpaid: boolean, messages: boolean, replies: boolean, feedback: boolean): Promise<Counts> => {
  const { data } = await read(EntryCountsDocument, { unpaid, messages, replies, feedback })
  return { UNPAID: data?.orders?.totalCount, MESSAGES: data?.unreadMessages, REPLIES: data?.unreadConversationMessages, FEEDBACK: data?.unreadFeedbackReplies }
})

export async function readCounts(page: PageView): Promise<Counts> {
  const kinds = kindsOn(page)
  return kinds.length ? ask(kinds.includes('UNPAID'), kinds.includes('MESSAGES'), kinds.includes('REPLIES'), kinds.includes('FEEDBACK')) : {}
}

export function counted(entry: Entry, counts: Counts): CountedEntry {
  const kind = countOf(entry.to)
  return { ...shownEntry(entry), ...(kind && { count: counts[kind], of: COUNTS[kind] }) }
}
