import { expect, test } from 'vitest'
import { titleRank } from './title-rank.ts'

test.each([['主任医师', 1], ['主任护师', 1], ['副主任医师', 2], ['副主任药师', 2], ['主治医师', 3], ['主管护师', 3], ['住院医师', 4], ['护师', 4], ['护士', 5], ['院士', 9]])('%s ranks %i', (title, rank) => {
  expect(titleRank(title)).toBe(rank)
})
