/** The child's side of `child.ts`. */

/** What the bench wants of this process. */
export const settingsOf = <T>(): T => JSON.parse(process.argv[2] ?? '{}') as T

/** Says that it is ready, answers questions, and ends when the bench does. */
export function serveParent(ready: unknown, { answer, close }: { answer?(question: any): unknown; close?(): unknown } = {}): void {
  process.on('message', async ({ id, question }: { id: number; question: unknown }) => {
    try {
      process.send?.({ id, answer: await answer?.(question) })
    } catch (error) {
      process.send?.({ id, error: error instanceof Error ? error.message : String(error) })
    }
  })
  process.once('disconnect', () => {
    setTimeout(() => process.exit(0), 5_000).unref()
    void Promise.resolve(close?.()).catch(() => {}).then(() => process.exit(0))
  })
  process.send?.({ ready })
}
