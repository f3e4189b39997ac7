import type { DeskConsultationFragment } from '@/graphql/graphql'

/** The patient is waiting: to be accepted, or for an answer to what was said last. */
export function needsAnswer({ status, conversation }: DeskConsultationFragment): boolean {
  return status === 'WAITING' || (status === 'ACTIVE' && ((conversation?.unread ?? 0) > 0 || conversation?.lastMessage?.sender === 'PATIENT'))
}

/** When it ends by itself: unanswered while it waits, used up while it is under way. */
export function dueAt({ status, respondUntil, endsAt }: Pick<DeskConsultationFragment, 'status' | 'respondUntil' | 'endsAt'>): string | null {
  return status === 'WAITING' ? respondUntil : status === 'ACTIVE' ? endsAt : null
}

/** The one that ends first, first. */
export function byDue(one: DeskConsultationFragment, other: DeskConsultationFragment): number {
  return (dueAt(one) ?? '').localeCompare(dueAt(other) ?? '')
}

/** Whom to turn to next: first who waits to be accepted, then who waits for an answer. */
export function nextToAnswer(open: DeskConsultationFragment[], current?: string): DeskConsultationFragment | undefined {
  const others = open.filter((one) => one.id !== current && needsAnswer(one)).sort(byDue)
  return others.find(({ status }) => status === 'WAITING') ?? others[0]
}
