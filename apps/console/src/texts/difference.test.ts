import { expect, test } from 'vitest'
import { differenceOf } from './difference.ts'

const shown = (before: string, after: string) => differenceOf(before, after).map(({ kind, text }) => `${{ same: ' ', added: '+', removed: '-' }[kind]}${text}`)

test('[A2-05] a changed paragraph is shown as gone and new, the others as they are', () => {
  expect(shown('一、甲\n二、乙\n三、丙', '一、甲\n二、改\n三、丙\n四、丁')).toEqual([' 一、甲', '-二、乙', '+二、改', ' 三、丙', '+四、丁'])
  expect(shown('甲', '甲')).toEqual([' 甲'])
  expect(shown('', '甲')).toEqual(['-', '+甲'])
  expect(shown('甲\n乙', '乙')).toEqual(['-甲', ' 乙'])
})
