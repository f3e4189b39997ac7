import type { HisRefused } from '@hospital/connectors/his/reading'
import type { JobStep } from '../tables/job.ts'

export const freshStep = (total: number): JobStep => ({ done: 0, total, added: 0, changed: 0, unchanged: 0, failed: 0, messages: [], finished: false })

export type Outcome = 'added' | 'changed' | 'unchanged' | 'failed'

const LARGEST_REPORT = 200

/** One more row done. */
export function count(step: JobStep, outcome: Outcome, message?: string): void {
  step.done += 1
  step[outcome] += 1
  if (message && step.messages.length < LARGEST_REPORT) step.messages.push(message)
}

/** Whether a row would change: what HIS says against what is kept. */
export function differs(kept: Record<string, unknown>, incoming: Record<string, unknown>): boolean {
  return Object.entries(incoming).some(([key, value]) => (kept[key] ?? null) !== (value ?? null))
}

/** What HIS says, without what the hospital has set by hand. */
export function unpinned<T extends Record<string, unknown>>(kept: { pinned: readonly string[] } | undefined, incoming: T): T {
  if (!kept?.pinned.length) return incoming
  return Object.fromEntries(Object.entries(incoming).filter(([field]) => !kept.pinned.includes(field))) as T
}

/** Which one, where in it and why, for who looks after the HIS; never what it says. */
export const unreadableWords = ({ resource, id, element, problem }: HisRefused): string => `${resource}/${id || '（无编号）'} 无法读取（${element}，${problem}），保持原样`
