import type { Bundle, Resource } from '@hospital/connectors/his/fhir'
import { QUEUE_CALL } from '@hospital/connectors/his/board'
import { systems } from '@hospital/connectors/his/profile'

export const feedTricks = ['none', 'held', 'twice', 'stale', 'backwards', 'garbage'] as const
/**
 * How the calling system's news travel: `held` back until told otherwise, everything `twice`, a `stale` copy of each after the new one,
 * the last first (`backwards`), or with `garbage` among them.
 */
export type FeedTrick = (typeof feedTricks)[number]

const garbage: Resource[] = [
  { resourceType: 'Task', id: 'task-garbage-1', code: { coding: [{ system: systems.taskCode, code: QUEUE_CALL }] }, status: 'somewhere' } as Resource,
  { resourceType: 'Task', id: 'task-garbage-2', code: { coding: [{ system: systems.taskCode, code: QUEUE_CALL }] }, status: 'ready', basedOn: [{ reference: 'urn:uuid:nowhere' }] } as Resource,
  { resourceType: 'OperationOutcome', issue: [{ severity: 'warning', code: 'incomplete' }] } as unknown as Resource,
]

/** What a search for tasks answers, as the trick in force has it. `former` knows what each said before. */
export function asTheFeedHasIt(answer: string, trick: FeedTrick, former: ReadonlyMap<string, Resource>): string {
  if (trick === 'none') return answer
  const page = JSON.parse(answer) as Bundle
  const entries = page.entry ?? []
  const copies = entries.flatMap((entry) => (former.has(entry.resource?.id ?? '') ? [{ ...entry, resource: former.get(entry.resource!.id!)! }] : []))
  const changed: Record<Exclude<FeedTrick, 'none'>, Bundle['entry']> = {
    held: [], twice: [...entries, ...entries], stale: [...entries, ...copies], backwards: entries.toReversed(), garbage: [...garbage.map((resource) => ({ resource })), ...entries],
  }
  return JSON.stringify({ ...page, entry: changed[trick] })
}
