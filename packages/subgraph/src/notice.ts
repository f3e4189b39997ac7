import type { NoticeEvent, VariablesOf } from '@hospital/events/notices'
import type { Context } from './context.ts'
import { emit } from './transaction.ts'

export interface Notice<E extends NoticeEvent> {
  accountId?: string
  practitionerId?: string
  variables: VariablesOf<E>
  link?: string
  subjectType?: string
  subjectId?: string
  /** The institution whose own words are used where it has some. */
  institutionId?: string
  /** Tells one telling about a subject from the next; without it, each subject is told of once. */
  occurrence?: string
}

/** Tells an account or a practitioner of something that the catalogue of notices knows; how and in which words is for the platform. */
export const notify = <E extends NoticeEvent>(tx: Context, event: E, notice: Notice<E>): Promise<void> => emit(tx, 'notice.due', { event, ...notice, variables: notice.variables as Record<string, string> })
