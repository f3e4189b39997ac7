import { decryptPersonal } from '@hospital/access/personal-data'
import type { Permission } from '@hospital/access/permissions'
import type { AdministratorViewer } from '@hospital/access/viewer'
import type { EventPayloads } from '@hospital/events/catalogue'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { emit, inTransaction } from '@hospital/subgraph/transaction'

/** A context of a subgraph that writes files. */
export interface SheetContext extends Context {
  dataFolder: string
}

/** What the platform hands to the owner of a list: who asked, as he was admitted, and for what. */
export interface SheetWork {
  jobId: string
  list: string
  /** JSON; sealed, for a filter may name a person. */
  asked: string
  requestedBy: Pick<AdministratorViewer, 'administratorId' | 'sessionId' | 'institutionId'> & { permissions: Permission[] }
}

export function askedOf<T>(ctx: Context, { asked }: SheetWork): T {
  return JSON.parse(decryptPersonal(ctx.keys, asked)) as T
}

/** The same context, as the person who asked: his rows and no others. */
export const asRequester = <C extends Context>(ctx: C, { requestedBy }: SheetWork): C => ({ ...ctx, viewer: { kind: 'ADMINISTRATOR', ...requestedBy } })

type Progress = Omit<EventPayloads['job.progressed'], 'jobId' | 'step'>

export const progress = (part: Partial<Progress>): Progress => ({ done: 0, total: 0, added: 0, changed: 0, unchanged: 0, failed: 0, messages: [], finished: false, ...part })

export async function tell(ctx: Context, { jobId }: SheetWork, step: string, state: Progress): Promise<void> {
  await inTransaction(ctx, (tx) => emit(tx, 'job.progressed', { jobId, step, ...state }))
}

/** What a person can do something about ends the work with its sentence; anything else is tried again. */
export async function endWithSentence(ctx: Context, work: SheetWork, step: string, error: unknown): Promise<void> {
  if (!(error instanceof Refusal)) throw error
  await tell(ctx, work, step, progress({ total: 1, messages: [error.message], finished: true }))
}
