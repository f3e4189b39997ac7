import { expect, test } from 'vitest'
import { wordsOfHours } from './hours.ts'

test('[A7-03] hours are said as people say them', () => {
  const at = (weekdays: number[]) => wordsOfHours({ weekdays, start: '08:00', end: '17:30' })
  expect(at([1, 2, 3, 4, 5])).toBe('周一至周五 08:00–17:30')
  expect(at([6, 7])).toBe('周六、周日 08:00–17:30')
  expect(at([1, 3, 5])).toBe('周一、周三、周五 08:00–17:30')
  expect(at([1, 2, 3, 4, 5, 6, 7])).toBe('每天 08:00–17:30')
})
