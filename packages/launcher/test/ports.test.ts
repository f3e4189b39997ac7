import { expect, test } from 'vitest'
import { readPortOffset } from '../src/ports.ts'

test.each(['-1', '1.5', 'ten', '70000'])('a port offset of %s is refused', (offset) => {
  expect(() => readPortOffset({ PORT_OFFSET: offset })).toThrow('PORT_OFFSET must be a whole number')
})

test('an offset that would put the sandbox where browsers open no page is refused, and the next one named', () => {
  expect(() => readPortOffset({ PORT_OFFSET: '1100' })).toThrow('PORT_OFFSET=1110 works')
  expect(readPortOffset({ PORT_OFFSET: '1110' })).toBe(1110)
})
