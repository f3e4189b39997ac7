import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { sign } from './signature.ts'

const common = { appToken: 'T', requestId: 'R', hospitalId: 'H', timestamp: '1', channelNum: '0' }

it('signs what holds something, sorted, with the secret at the end', () => {
  const text = 'appToken=T&channelNum=0&hospitalId=H&idNumber=X&requestId=R&timestamp=1secret'
  expect(sign(common, { idNumber: 'X', address: '', phone1: undefined }, 'secret')).toBe(createHash('sha256').update(text).digest('base64'))
})

it('differs when anything does', () => {
  const signs = [sign(common, { a: 1 }, 's'), sign(common, { a: 2 }, 's'), sign(common, { a: 1 }, 't'), sign({ ...common, timestamp: '2' }, { a: 1 }, 's'), sign(common, { a: { b: 1 } }, 's')]
  expect(new Set(signs).size).toBe(signs.length)
})
