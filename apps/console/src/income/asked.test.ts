import { expect, test } from 'vitest'
import { addressOf, daysOf, readAsked, transactionsOf, type Asked } from './asked.ts'

const asked: Asked = { from: '2026-11-03', to: '2027-01-10', period: 'MONTH', kind: 'REGISTRATION', department: 'd' }

test('[A3-05] what a report was asked for stands in the address and comes back from it', () => {
  expect(readAsked(new URLSearchParams(addressOf(asked)), '2020-01-01', '2020-01-02')).toEqual(asked)
  expect(readAsked(new URLSearchParams(), '2026-11-01', '2026-11-28')).toEqual({ from: '2026-11-01', to: '2026-11-28', period: 'DAY' })
})

test.each([
  ['2026-11', '2026-11-03', '2026-11-30'], ['2026-12', '2026-12-01', '2026-12-31'], ['2027-01', '2027-01-01', '2027-01-10'], ['2026-12-05', '2026-12-05', '2026-12-05'],
])('[A3-05] %s of a report leads to the days that it counts', (key, bookedFrom, bookedTo) => {
  expect(daysOf(key, asked)).toEqual({ bookedFrom, bookedTo })
})

test('[A3-05] a figure leads to its transactions by the same filter, narrowed to it', () => {
  expect(transactionsOf(asked, { ...daysOf('2026-11', asked), doctor: 'x' })).toBe('/payments?bookedFrom=2026-11-03&bookedTo=2026-11-30&kind=REGISTRATION&department=d&doctor=x')
})
