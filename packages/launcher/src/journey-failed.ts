import { afterEach } from 'vitest'
import { openPages } from './journey.ts'

/** Of one page, from its end, where dialogs are: more would bury the error. */
const MOST_LETTERS = 1_500

/** Beside what a journey waited for in vain: what stood on each page meanwhile. An unattended run leaves nothing else to look at. */
afterEach(async ({ task }) => {
  const error = task.result?.state === 'fail' ? task.result.errors?.at(-1) : undefined
  if (!error) return
  const seen = await Promise.all(openPages().map(async (page) => {
    const snapshot = await page.locator('body').ariaSnapshot({ timeout: 2_000 }).catch(({ message }: Error) => message)
    return `${page.url()}\n${snapshot.slice(-MOST_LETTERS)}`
  }))
  error.message = [error.message, ...seen].join('\n\n')
  error.stack = [error.stack, ...seen].join('\n\n')
})
