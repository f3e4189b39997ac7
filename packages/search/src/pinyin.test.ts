import { expect, test } from 'vitest'
import { pinyinInitials } from './pinyin.ts'

test.each([
  ['阿司匹林肠溶片', 'asplcrp'],
  ['2型糖尿病', '2xtnb'],
  ['买买提江·阿不都热合曼', 'mmtjabdrhm'],
  ['维生素B12注射液', 'wssb12zsy'],
  ['（无）', 'w'],
])('%s is found by %s', (name, initials) => {
  expect(pinyinInitials(name)).toBe(initials)
})

test('a family name is read as one', () => {
  expect(pinyinInitials('单雄信', 'person')).toBe('sxx')
  expect(pinyinInitials('欧阳修', 'person')).toBe('oyx')
})
