import { describe, expect, it } from 'vitest'
import { checkHours, isOpenAt } from './hours.ts'

const at = (time: string) => new Date(`2026-11-23T${time}:00+08:00`) // a Monday
const monday = (start: string, end: string) => ({ weekday: 1, start, end })

describe('[C1-01] hours of a service', () => {
  it('are open from their start until before their end, on the hospital\'s clock', () => {
    const hours = [monday('08:00', '12:00'), monday('20:00', '24:00')]
    for (const [time, open] of [['07:59', false], ['08:00', true], ['11:59', true], ['12:00', false], ['23:59', true]] as const) expect(isOpenAt(hours, at(time))).toBe(open)
    expect(isOpenAt(hours, new Date('2026-11-24T09:00:00+08:00'))).toBe(false)
    expect(isOpenAt(hours, new Date('2026-11-22T16:30:00Z'))).toBe(false) // 00:30 on Monday there, though Sunday in UTC
    expect(isOpenAt([monday('00:00', '01:00')], new Date('2026-11-22T16:30:00Z'))).toBe(true)
  })

  it('are kept in order of the week', () => {
    expect(checkHours([{ weekday: 2, start: '09:00', end: '10:00' }, monday('14:00', '17:00'), monday('08:00', '12:00')]).map(({ weekday, start }) => `${weekday} ${start}`))
      .toEqual(['1 08:00', '1 14:00', '2 09:00'])
  })

  it.each([
    ['no such time', [monday('24:00', '24:00')]], ['no such time', [monday('8:00', '12:00')]], ['an end before the start', [monday('12:00', '08:00')]], ['no length', [monday('08:00', '08:00')]],
    ['an overlap', [monday('08:00', '12:00'), monday('11:59', '13:00')]], ['no such weekday', [{ weekday: 8, start: '08:00', end: '09:00' }]],
  ])('refuse %s', (_what, hours) => {
    expect(() => checkHours(hours)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }))
  })

  it('may touch', () => {
    expect(checkHours([monday('08:00', '12:00'), monday('12:00', '13:00')]).length).toBe(2)
  })
})
