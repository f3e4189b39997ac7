/**
 * Turns every event of a stream into a result. Written by hand: return() of an async generator waits behind a pending next(),
 * and would leak whatever is upstream when a watcher leaves between two events.
 */
export function mapStream<T, R>(source: AsyncIterable<T>, work: (event: T) => Promise<R>): AsyncIterableIterator<R> {
  const events = source[Symbol.asyncIterator]()
  let over = false

  async function finish(): Promise<IteratorResult<R>> {
    over = true
    await events.return?.()
    return { done: true, value: undefined }
  }

  async function next(): Promise<IteratorResult<R>> {
    const { done, value } = await events.next()
    if (done || over) return { done: true, value: undefined }
    return { done: false, value: await work(value) }
  }

  return {
    [Symbol.asyncIterator]() { return this },
    next: () => next().catch(async (error) => { await finish(); throw error }),
    return: finish,
    throw: async (error) => { await finish(); throw error },
  }
}
