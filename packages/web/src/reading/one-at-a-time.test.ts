import { expect, it } from 'vitest'
import { oneAtATime } from './one-at-a-time.ts'

/** Readings that end when the test says so. */
function readings() {
  const ends: ((answered: boolean) => void)[] = []
  return { ends, reads: oneAtATime(() => new Promise<boolean>((end) => ends.push(end)), 1) }
}

it('asked during a reading, reads once more when that one has ended', async () => {
  const { ends, reads } = readings()
  reads.ask()
  reads.ask()
  reads.ask()
  expect(ends.length).toBe(1)
  ends[0]!(true)
  await expect.poll(() => ends.length).toBe(2)
  ends[1]!(true)
  await Promise.resolve()
  expect(ends.length).toBe(2)
})

it('without an answer reads again, some times', async () => {
  let read = 0
  const reads = oneAtATime(async () => (read++, false), 1)
  reads.ask()
  await expect.poll(() => read).toBe(6)
  reads.ask()
  await expect.poll(() => read).toBe(12)
})

it('is over when it is stopped', async () => {
  const { ends, reads } = readings()
  reads.ask()
  reads.ask()
  reads.stop()
  ends[0]!(false)
  await new Promise(setImmediate)
  reads.ask()
  expect(ends.length).toBe(1)
})
