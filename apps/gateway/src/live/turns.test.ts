import { expect, it } from 'vitest'
import { openTurns } from './turns.ts'

it('lets so many in at a time, in order, and the next one in whatever became of the last', async () => {
  const take = openTurns(2)
  const begun: number[] = []
  const ends: (() => void)[] = []
  const all = Array.from({ length: 5 }, (_, one) => take(async () => {
    begun.push(one)
    await new Promise<void>((end) => ends.push(end))
    if (one === 0) throw new Error('refused')
    return one
  }))
  const outcome = Promise.allSettled(all)
  for (let ended = 0; ended < 5; ended++) {
    await expect.poll(() => begun.length).toBe(Math.min(5, ended + 2))
    ends[ended]!()
  }
  expect(begun).toEqual([0, 1, 2, 3, 4])
  expect((await outcome).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled', 'fulfilled'])
})
