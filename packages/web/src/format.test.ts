import { describe, expect, it } from 'vitest'
import { addDays, fenOfYuan, formatCountdown, formatDayPart, formatFen, formatInstant, formatRecent, formatSpan, formatWeekday, formatYuan, hospitalDay, initialOf, maskPhone } from './format.ts'

describe('money is told in 元 with two decimals', () => {
  it.each([
    [1200, '¥12.00'],
    [0, '¥0.00'],
    [1, '¥0.01'],
    [-5000, '-¥50.00'],
    [128_600, '¥1,286.00'],
  ])('%i fen is %s', (fen, text) => expect(formatFen(fen)).toBe(text))

  it.each([
    ['12', 1200],
    ['12.3', 1230],
    ['0.07', 7],
    ['19.99', 1999],
    [' 5.00 ', 500],
    ['1.005', null],
    ['-1', null],
    ['1e3', null],
    ['', null],
  ])('%j typed is %s fen', (text, fen) => expect(fenOfYuan(text)).toBe(fen))

  it('what is shown reads back as the same amount', () => {
    for (const fen of [1, 10, 99, 100, 12_345, 99_999]) expect(fenOfYuan(formatYuan(fen).replaceAll(',', ''))).toBe(fen)
  })
})

describe('days and times are those of Asia/Shanghai, wherever the server stands', () => {
  it('an instant late in the UTC day belongs to the next hospital day', () => {
    expect(hospitalDay('2026-11-23T16:00:00Z')).toBe('2026-11-24')
    expect(hospitalDay('2026-11-23T15:59:59Z')).toBe('2026-11-23')
  })

  it('a clinic is told with day, weekday and part', () => {
    expect(formatDayPart('2026-11-24', 'MORNING')).toBe('11月24日 周二 上午')
    expect(formatInstant('2026-11-24T01:15:00Z')).toBe('11月24日 周二 09:15')
    expect(formatSpan('2026-11-24T01:00:00Z', '2026-11-24T01:15:00Z')).toBe('09:00–09:15')
  })

  it('midnight is 00:00, not 24:00', () => expect(formatInstant('2026-11-23T16:00:00Z')).toBe('11月24日 周二 00:00'))

  it('days are added across months and years', () => {
    expect(addDays('2026-11-30', 1)).toBe('2026-12-01')
    expect(addDays('2027-01-01', -1)).toBe('2026-12-31')
    expect(formatWeekday('2026-11-24', '2026-11-23')).toBe('明天')
  })

  it.each([
    ['2026-11-23T01:15:00Z', '09:15'],
    ['2026-11-22T01:15:00Z', '昨天'],
    ['2026-10-01T01:15:00Z', '10-01'],
    ['2025-10-01T01:15:00Z', '2025-10-01'],
  ])('%s is told as %s on 23 November 2026', (instant, text) => expect(formatRecent(instant, '2026-11-23T04:00:00Z')).toBe(text))
})

describe('a countdown', () => {
  it.each([
    [494_000, '08:14'],
    [493_001, '08:14'],
    [3_750_000, '1:02:30'],
    [0, '00:00'],
    [-5_000, '00:00'],
  ])('of %i ms shows %s', (ms, text) => expect(formatCountdown(ms)).toBe(text))
})

describe('names and phones', () => {
  it('a phone shows its ends only', () => expect(maskPhone('13800006672')).toBe('138****6672'))
  it('a round shows one whole character, also of a name with a dot', () => {
    expect(initialOf('林若楠')).toBe('林')
    expect(initialOf('阿依古丽·买买提艾力')).toBe('阿')
    expect(initialOf('𠮷田')).toBe('𠮷')
    expect(initialOf('')).toBe('·')
  })
})
