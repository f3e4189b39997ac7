import type { Context } from '@hospital/subgraph/context'
import { followStream } from '@hospital/events/stream'
import type { Wakes } from '@hospital/events/wakes'
import { Refusal } from '@hospital/subgraph/refusal'
import { findQueues, getTicket, queueTopic } from './queue.ts'
import { loadSnapshot, type QueueSnapshot } from './snapshot.ts'

/** A snapshot kept for all who watch a queue in this process. Its readings are counted: who needs a newer one waits for its number. */
interface Watched {
  followers: number
  begun: number
  finished: number
  /** The reading that shows all that is known to have happened. */
  due: number
  /** Milliseconds of the process, not of the hospital: guards against lost wake-ups only. */
  loadedAt: number
  loading?: Promise<void>
  snapshot?: QueueSnapshot
  off(): void
}

const LONGEST_KEPT_MS = 5_000

const watched = new WeakMap<Wakes, Map<string, Watched>>()

/** Where a viewer looks from: a queue, and of it one ticket if it was asked for by that. */
export interface QueueSight {
  snapshot: QueueSnapshot
  ticketId?: string
}

/**
 * Follows a queue: the newest snapshot if it is newer than `after`, then each one that comes. A watcher who is slow is given the newest,
 * not every one in between. Ends when the viewer may no longer see the queue. Refuses NOT_FOUND, INVALID_INPUT.
 */
export async function followQueue(ctx: Context, { queueId, ticketId, after = -1 }: { queueId?: string; ticketId?: string; after?: number }): Promise<AsyncIterableIterator<QueueSight>> {
  if ((queueId === undefined) === (ticketId === undefined)) throw new Refusal('INVALID_INPUT', { message: '请指定队列或候诊号之一', details: { field: 'queueId' } })
  const id = queueId ?? (await getTicket(ctx, ticketId!)).queueId
  if (!(await findQueues(ctx, [id])).length) throw new Refusal('NOT_FOUND')
  // Before the follower itself, so that a wake-up marks the snapshot before anyone reads it.
  const place = watch(ctx, id)
  // Nothing stands behind the newest.
  const stream = followStream<QueueSight>({ wakes: ctx.wakes, topic: queueTopic(id), after, read, page: Infinity, sequenceOf: ({ snapshot }) => snapshot.queue.version })

  async function read(last: number): Promise<QueueSight[]> {
    const snapshot = await newest(ctx, id, place)
    if (snapshot && (await mayWatch(ctx, snapshot))) return snapshot.queue.version > last ? [sightOf(snapshot, ticketId)] : []
    void stream.return!()
    return []
  }
  return releasing(stream, () => unwatch(ctx, id))
}

const sights = new WeakMap<QueueSnapshot, Map<string | undefined, QueueSight>>()

/** One object for all who look from the same place: what they see alike is then worked out once. */
function sightOf(snapshot: QueueSnapshot, ticketId: string | undefined): QueueSight {
  const known = sights.get(snapshot) ?? new Map<string | undefined, QueueSight>()
  sights.set(snapshot, known)
  const sight = known.get(ticketId) ?? { snapshot, ticketId }
  known.set(ticketId, sight)
  return sight
}

async function mayWatch(ctx: Context, snapshot: QueueSnapshot): Promise<boolean> {
  const { viewer } = ctx
  if (viewer.kind === 'PATIENT') return snapshot.tickets.some(({ patientId }) => viewer.patientIds.includes(patientId))
  return (await findQueues(ctx, [snapshot.queue.id])).length > 0
}

function watch(ctx: Context, id: string): Watched {
  const places = watched.get(ctx.wakes) ?? new Map<string, Watched>()
  watched.set(ctx.wakes, places)
  let place = places.get(id)
  if (!place) {
    const fresh: Watched = { followers: 0, begun: 0, finished: 0, due: 1, loadedAt: 0, off: ctx.wakes.on(queueTopic(id), () => renew(fresh)) }
    places.set(id, place = fresh)
  }
  place.followers++
  // A wake-up may still be on its way: who comes now sees what was true before.
  renew(place)
  return place
}

function renew(place: Watched): void {
  place.due = place.begun + 1
}

function unwatch(ctx: Context, id: string): void {
  const places = watched.get(ctx.wakes)
  const place = places?.get(id)
  if (!place || --place.followers > 0) return
  place.off()
  places!.delete(id)
}

/** One reading for all who ask at the same time; a change that comes while it runs asks for the next. */
async function newest(ctx: Context, id: string, place: Watched): Promise<QueueSnapshot | undefined> {
  if (performance.now() - place.loadedAt > LONGEST_KEPT_MS) renew(place)
  for (const { due } = place; place.finished < due;) {
    place.loading ??= load(ctx, id, place).finally(() => { place.loading = undefined })
    await place.loading
  }
  return place.snapshot
}

async function load(ctx: Context, id: string, place: Watched): Promise<void> {
  const number = ++place.begun
  place.snapshot = await loadSnapshot(ctx, id)
  place.loadedAt = performance.now()
  place.finished = number
}

/** Calls back once, however the stream ends. */
function releasing<T>(stream: AsyncIterableIterator<T>, release: () => void): AsyncIterableIterator<T> {
  let released = false
  function end() {
    if (!released) release()
    released = true
  }
  return {
    [Symbol.asyncIterator]() { return this },
    async next() {
      try {
        const result = await stream.next()
        if (result.done) end()
        return result
      } catch (error) {
        end()
        throw error
      }
    },
    return(value) {
      end()
      return stream.return!(value)
    },
    throw(error) {
      end()
      return stream.throw!(error)
    },
  }
}
