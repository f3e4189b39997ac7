import { expect, test } from 'vitest'
import { alternate } from '../src/measure/alternate.ts'
import { median, quantile, spread } from '../src/measure/statistics.ts'
import { asScript } from '../src/pgbench/as-script.ts'
import { readTransactions } from '../src/pgbench/statement-log.ts'
import { reportOf, withReport } from '../src/report/document.ts'

test('medians and spread are those of the rounds', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5)
  expect(spread([10, 10, 10])).toBe(0)
})

test('sides alternate A B B A A B, and the ratio is that of rounds beside each other', async () => {
  let order = ''
  const side = (name: string, rate: number) => async () => {
    order += name
    return { rate }
  }
  const found = await alternate(side('A', 6), side('B', 2), 3)
  expect(order).toBe('ABBAAB')
  expect(found.ratios).toEqual({ rate: 3 })
})

const LOG = `2026-11-22 23:00:00.000 UTC [7] LOG:  duration: 0.01 ms  statement: begin 
2026-11-22 23:00:00.001 UTC [8] LOG:  duration: 0.01 ms  statement: begin 
2026-11-22 23:00:00.002 UTC [7] LOG:  duration: 0.02 ms  execute a1: insert into t (id, note,
  payload) values ($1, $2, $3)
2026-11-22 23:00:00.002 UTC [7] DETAIL:  Parameters: $1 = 'abc', $2 = NULL, $3 = '{"id":"abc","on":true}'
2026-11-22 23:00:00.003 UTC [7] LOG:  duration: 0.01 ms  bind a2: update t set n = $1
2026-11-22 23:00:00.003 UTC [7] DETAIL:  Parameters: $1 = '5'
2026-11-22 23:00:00.003 UTC [7] LOG:  duration: 0.01 ms  execute a2: update t set n = $1
2026-11-22 23:00:00.003 UTC [7] DETAIL:  Parameters: $1 = '5'
2026-11-22 23:00:00.003 UTC [8] LOG:  duration: 0.01 ms  statement: rollback
2026-11-22 23:00:00.004 UTC [7] LOG:  duration: 0.01 ms  statement: commit
`

test('a logged transaction becomes the same transaction with values of its own', () => {
  const [transaction, ...others] = readTransactions(LOG)
  expect(others).toEqual([])
  expect(asScript(transaction!, [{ value: 'abc', sql: 'next()' }], [])).toBe(
    `begin;\ninsert into t (id, note, payload) values (next(), null, ('{"id":"' || (next())::text || '","on": true}')::jsonb);\nupdate t set n = '5';\ncommit;\n`)
})

test('a figure below its goal is marked, and what people wrote around the table stays', () => {
  const line = { what: 'a', against: 'b', ours: '1', theirs: '2', measured: 0.5, shown: '0.5×', goal: { text: '≥ 1×', reached: false } }
  const report = reportOf({ lines: [line], failed: [], machine: [] }, [], 'five rounds')
  expect(report).toContain('≥ 1×: **below**')
  expect(withReport(`before ${report} after`, report)).toBe(`before ${report} after`)
})
