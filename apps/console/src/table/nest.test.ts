import { expect, test } from 'vitest'
import { nestRows } from './nest.ts'

const row = (id: string, parent?: string) => ({ id, parent })

test('rows hang below their parents, and one without its parent here stands at the top', () => {
  const nested = nestRows([row('a'), row('b', 'a'), row('c', 'b'), row('d', 'elsewhere')], ({ parent }) => parent)
  expect(nested).toEqual([{ ...row('a'), children: [{ ...row('b', 'a'), children: [row('c', 'b')] }] }, row('d', 'elsewhere')])
})
