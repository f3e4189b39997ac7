import { actorOf } from '@hospital/access/viewer'
import type { Context } from './context.ts'
import { emit } from './transaction.ts'

export interface Audited {
  subjectType?: string
  subjectId?: string
  /** Masked where personal: the log is read by many. */
  before?: Record<string, unknown>
  after?: Record<string, unknown>
}

/** Puts an act into the platform's log (A1-15), in the transaction of the act itself: no act without its entry. */
export function audit(tx: Context, action: string, { subjectType, subjectId, before, after }: Audited = {}): Promise<void> {
  return emit(tx, 'audit.recorded', {
    at: tx.now().toISOString(), ...actorOf(tx.viewer), action,
    subjectType: subjectType ?? null, subjectId: subjectId ?? null, before: before ?? null, after: after ?? null,
    ...tx.origin, requestId: tx.requestId,
  })
}
