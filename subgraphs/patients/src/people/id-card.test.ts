import { describe, expect, test } from 'vitest'
import { nextIdCard } from '../../test/id-card.ts'
import { ageOn, readIdCard } from './id-card.ts'
import { personName } from './person-name.ts'

const TODAY = '2026-11-23'
const codeOf = (work: () => unknown) => {
  try {
    return void work()
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('[A1-09] the citizen\'s number', () => {
  test('gives birthday and sex; a small x counts', () => {
    expect(readIdCard('11010519491231002x', TODAY)).toEqual({ number: '11010519491231002X', birthDate: '1949-12-31', sex: 'FEMALE' })
    expect(readIdCard('440524188001010014', TODAY)).toMatchObject({ sex: 'MALE', birthDate: '1880-01-01' })
  })

  test('any single wrong digit, and any two neighbours swapped, is seen', () => {
    const number = nextIdCard()
    for (let at = 0; at < 17; at++) {
      for (const digit of '0123456789') if (digit !== number[at]) expect(codeOf(() => readIdCard(number.slice(0, at) + digit + number.slice(at + 1), TODAY))).toBe('ID_CARD_INVALID')
      if (number[at] !== number[at + 1]) expect(codeOf(() => readIdCard(number.slice(0, at) + number[at + 1] + number[at] + number.slice(at + 2), TODAY))).toBe('ID_CARD_INVALID')
    }
  })

  test.each([
    ['too short', '33010919850312622'], ['letters', '33010919850312622A'], ['an unknown region', '990109198503126226'], ['a day that is none', '330109198502306226'], ['empty', ''],
    ['a birthday ahead', nextIdCard('20990101')], ['full-width digits', '３３０１０９１９８５０３１２６２２６'],
  ])('%s is refused', (_what, number) => {
    expect(codeOf(() => readIdCard(number, TODAY))).toBe('ID_CARD_INVALID')
  })

  test('age turns on the birthday', () => {
    expect([ageOn('2008-11-23', '2026-11-22'), ageOn('2008-11-23', TODAY), ageOn('2008-02-29', '2026-02-28'), ageOn('2008-02-29', '2026-03-01')]).toEqual([17, 18, 17, 18])
  })
})

describe('[A1-09] names', () => {
  test.each([['周文静', '周文静'], [' 欧阳 修 ', '欧阳修'], ['阿依古丽•买买提', '阿依古丽·买买提'], ['𬭎瑞', '𬭎瑞'], ['买买提·艾力·吐尔逊', '买买提·艾力·吐尔逊']])('%s is kept as %s', (given, kept) => {
    expect(personName(given)).toBe(kept)
  })

  test.each(['周', '', 'Zhou', '周1', '·周文', '周文·', '周··文', '周文<b>', '周'.repeat(31)])('%s is refused', (given) => {
    expect(codeOf(() => personName(given))).toBe('NAME_INVALID')
  })
})
