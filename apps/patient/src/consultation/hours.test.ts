import { describe, expect, it } from 'vitest'
import { formatHours } from './hours.ts'

const on = (weekdays: number[], start: string, end: string) => weekdays.map((weekday) => ({ weekday, start, end }))

describe('[C1-01] hours of a service', () => {
  it('read as people say them', () => {
    expect(formatHours(on([1, 2, 3, 4, 5, 6, 7], '00:00', '24:00'))).toBe('每天 全天')
    expect(formatHours([...on([1, 2, 3, 4, 5], '14:00', '17:00'), ...on([1, 2, 3, 4, 5], '08:00', '12:00'), ...on([6], '08:00', '12:00')])).toBe('周一至周五 08:00–12:00、14:00–17:00；周六 08:00–12:00')
    expect(formatHours(on([2, 4], '19:00', '21:00'))).toBe('周二 19:00–21:00；周四 19:00–21:00')
    expect(formatHours(on([6, 7], '09:00', '11:00'))).toBe('周六、周日 09:00–11:00')
    expect(formatHours([])).toBe('')
  })
})
