import { describe, expect, test } from 'vitest'
import type { HisReferenceRange, HisReportItem } from '@hospital/connectors/his/report-port'
import { ageAt, assess, type Measured } from './flags.ts'

const range = (of: Partial<HisReferenceRange>): HisReferenceRange => ({ kind: 'NORMAL', low: null, high: null, text: null, sex: null, ageFrom: null, ageTo: null, ...of })
const item = (of: Partial<HisReportItem>): HisReportItem => ({ code: 'x', name: 'x', shortName: null, value: null, comparator: null, text: null, unit: null, ranges: [], interpretation: null, ...of })
const MAN: Measured = { sex: 'MALE', age: 68 }
const flag = (of: Partial<HisReportItem>, person = MAN) => assess(item(of), person).flag

describe('[B1-06] a result and its range', () => {
  const both = [range({ low: 3.9, high: 6.1 })]
  test.each([
    [3.8, 'LOW'], [3.9, 'NORMAL'], [5, 'NORMAL'], [6.1, 'NORMAL'], [6.2, 'HIGH'],
  ])('%d between 3.9 and 6.1 is %s', (value, expected) => expect(flag({ value, ranges: both })).toBe(expected))

  test('limited on one side alone it is only that which can be missed', () => {
    expect(flag({ value: 0, ranges: [range({ high: 3.37 })] })).toBe('NORMAL')
    expect(flag({ value: 4, ranges: [range({ high: 3.37 })] })).toBe('HIGH')
    expect(flag({ value: 50, ranges: [range({ low: 60 })] })).toBe('LOW')
    expect(flag({ value: 600, ranges: [range({ low: 60 })] })).toBe('NORMAL')
  })

  test('the range of the own sex and age holds before the general one; none that is for others', () => {
    const ranges = [range({ low: 1, high: 2 }), range({ sex: 'MALE', low: 57, high: 97, ageFrom: 20, ageTo: 59 }), range({ sex: 'MALE', low: 57, high: 111, ageFrom: 60 })]
    expect(assess(item({ value: 100, ranges }), MAN)).toMatchObject({ flag: 'NORMAL', range: { high: 111 } })
    expect(assess(item({ value: 100, ranges }), { sex: 'MALE', age: 40 })).toMatchObject({ flag: 'HIGH', range: { high: 97 } })
    expect(assess(item({ value: 100, ranges: ranges.slice(1) }), { sex: 'FEMALE', age: 68 })).toMatchObject({ flag: null, range: null })
    expect(assess(item({ value: 100, ranges: ranges.slice(1) }), { sex: null, age: null })).toMatchObject({ flag: null, range: null })
  })

  test('of two that hold alike and differ none is taken', () =>
    expect(assess(item({ value: 5, ranges: [range({ low: 1, high: 2 }), range({ low: 4, high: 6 })] }), MAN)).toMatchObject({ flag: null, range: null }))

  test('critical limits stand above the normal ones', () => {
    const ranges = [range({ low: 3.5, high: 5.3 }), range({ kind: 'CRITICAL', low: 2.8, high: 6.2 })]
    expect([2.5, 3, 4, 6, 6.8].map((value) => flag({ value, ranges }))).toEqual(['CRITICAL_LOW', 'LOW', 'NORMAL', 'HIGH', 'CRITICAL_HIGH'])
  })

  test('what lies beyond the measurable is judged only where every value there would be judged alike', () => {
    expect(flag({ value: 0.5, comparator: '<', ranges: [range({ high: 3 })] })).toBe('NORMAL')
    expect(flag({ text: '<0.5', ranges: [range({ high: 3 })] })).toBe('NORMAL')
    expect(flag({ value: 0.5, comparator: '<', ranges: [range({ low: 0.5, high: 3 })] })).toBe('LOW')
    expect(flag({ value: 5, comparator: '<', ranges: [range({ low: 1, high: 3 })] })).toBeNull()
    expect(flag({ value: 3, comparator: '>', ranges: [range({ high: 3 })] })).toBe('HIGH')
    expect(flag({ value: 2, comparator: '>', ranges: [range({ high: 3 })] })).toBeNull()
  })

  test('words are compared where 阴性 is expected, and nowhere guessed', () => {
    const ranges = [range({ text: '阴性' })]
    expect(['阴性', '阴性(-)', '阳性', '弱阳性', '+', '未检出', '浑浊'].map((text) => flag({ text, ranges }))).toEqual(['NORMAL', 'NORMAL', 'ABNORMAL', 'ABNORMAL', 'ABNORMAL', 'NORMAL', null])
    expect(flag({ text: '黄色', ranges: [range({ text: '黄色' })] })).toBe('NORMAL')
    expect(flag({ text: '红色', ranges: [range({ text: '黄色' })] })).toBeNull()
  })

  test('without a range there is no flag, but the HIS may say one', () => {
    expect(flag({ value: 5 })).toBeNull()
    expect(flag({ value: 5, ranges: [range({})] })).toBeNull()
    expect(assess(item({ value: 5, interpretation: 'H' }), MAN)).toMatchObject({ flag: 'HIGH', contradictory: false })
  })

  test('where the HIS contradicts its own range its judgement stands, marked; what means the same is no contradiction', () => {
    const judged = (interpretation: HisReportItem['interpretation'], value: number) => assess(item({ value, interpretation, ranges: both }), MAN)
    expect(judged('N', 9)).toMatchObject({ flag: 'NORMAL', contradictory: true })
    expect(judged('H', 5)).toMatchObject({ flag: 'HIGH', contradictory: true })
    expect(judged('L', 9)).toMatchObject({ flag: 'LOW', contradictory: true })
    expect(judged('A', 5)).toMatchObject({ flag: 'ABNORMAL', contradictory: true })
    expect(judged('H', 9)).toMatchObject({ flag: 'HIGH', contradictory: false })
    expect(judged('HH', 9)).toMatchObject({ flag: 'CRITICAL_HIGH', contradictory: false })
    expect(judged('A', 9)).toMatchObject({ flag: 'HIGH', contradictory: false })
  })

  test('阳性 alone is a finding, but no blood group and no immunity', () => {
    expect(flag({ name: '梅毒螺旋体抗体', text: '阳性' })).toBe('ABNORMAL')
    expect(flag({ name: '幽门螺杆菌', text: 'POS' })).toBe('ABNORMAL')
    expect(flag({ name: '粪便隐血', text: '弱阳性' })).toBe('ABNORMAL')
    for (const name of ['Rh(D) 血型', 'RhD', '乙肝表面抗体', 'Anti-HBs']) expect(flag({ name, text: '阳性' }), name).toBeNull()
    expect(flag({ name: '梅毒螺旋体抗体', text: '阴性' })).toBeNull()
    expect(flag({ text: '阳性', ranges: [range({ sex: 'FEMALE', text: '阴性' })] })).toBeNull()
  })

  test('what the HIS calls abnormal counts without a direction, critical where it says so, with the direction that the range knows', () => {
    expect(flag({ text: '见异型细胞', interpretation: 'A' })).toBe('ABNORMAL')
    expect(flag({ text: '见异型细胞', interpretation: 'AA' })).toBe('CRITICAL_ABNORMAL')
    expect(flag({ value: 9, interpretation: 'AA', ranges: both })).toBe('CRITICAL_HIGH')
    expect(flag({ value: 1, interpretation: 'AA', ranges: both })).toBe('CRITICAL_LOW')
    expect(assess(item({ value: 5, interpretation: 'AA', ranges: both }), MAN)).toMatchObject({ flag: 'CRITICAL_ABNORMAL', contradictory: true })
  })

  test('a year is full on the birthday', () => {
    expect(ageAt('1958-06-15', '2026-06-14')).toBe(67)
    expect(ageAt('1958-06-15', '2026-06-15')).toBe(68)
    expect(ageAt(null, '2026-06-15')).toBeNull()
    expect(ageAt('2027-01-01', '2026-06-15')).toBeNull()
  })
})
