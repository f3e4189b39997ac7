import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { failuresIn, sum, tallyReport } from '../src/tally.ts'

const file = (name: string, status: string, ...results: string[]) => ({ name: `/tree/${name}`, status, assertionResults: results.map((one) => ({ status: one, fullName: `is ${one}`, failureMessages: one === 'failed' ? ['Error: 1 is not 2'] : [] })) })

test('[two commands] tests are counted by kind, and a file that could not run is a failure', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hospital-tally-'))
  const report = join(folder, 'report.json')
  const testResults = [
    file('subgraphs/finance/src/orders/order.status.test.ts', 'passed', 'passed', 'passed'),
    file('subgraphs/finance/src/orders/order.access.test.ts', 'failed', 'passed', 'failed'),
    file('subgraphs/finance/src/orders/order.test.ts', 'failed'),
    file('packages/access/src/keys.test.ts', 'passed', 'passed', 'skipped'),
  ]
  writeFileSync(report, JSON.stringify({ testResults }))
  const tallies = tallyReport(report, '/tree')
  const failures = failuresIn(report, '/tree')
  rmSync(folder, { recursive: true })
  expect(tallies).toEqual([
    { kind: 'status tables', passed: 2, failed: 0, skipped: 0 },
    { kind: 'access', passed: 1, failed: 1, skipped: 0 },
    { kind: 'module', passed: 0, failed: 1, skipped: 0 },
    { kind: 'unit', passed: 1, failed: 0, skipped: 1 },
  ])
  expect(sum(tallies)).toEqual({ passed: 4, failed: 2 })
  expect(failures).toEqual(['subgraphs/finance/src/orders/order.access.test.ts: is failed\nError: 1 is not 2', 'subgraphs/finance/src/orders/order.test.ts: did not run'])
})

test('[two commands] no report counts as nothing run', () => {
  expect(tallyReport('/nowhere/report.json', '/tree')).toEqual([])
})
