import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'

export interface Tally {
  kind: string
  passed: number
  failed: number
  skipped?: number
}

interface Report {
  testResults: { name: string; status: string; assertionResults: { status: string }[] }[]
}

const KINDS: [string, RegExp][] = [
  ['status tables', /\.status\.test\.ts$/],
  ['access', /\.access\.test\.ts$/],
  ['composition', /composition|schema/],
  ['journeys', /\.journey\.ts$/],
  ['module', /^subgraphs\/|^apps\/(gateway|sandbox)\//],
]

/** Counts vitest's own report by kind of test. A file that could not run counts as one failure. */
export function tallyReport(file: string, root: string): Tally[] {
  if (!existsSync(file)) return []
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report
  const tallies = new Map<string, Tally>()
  for (const { name, status, assertionResults } of report.testResults) {
    const kind = kindOf(relative(root, name))
    const tally = tallies.get(kind) ?? { kind, passed: 0, failed: 0, skipped: 0 }
    const count = (wanted: string) => assertionResults.filter((result) => result.status === wanted).length
    tally.passed += count('passed')
    tally.failed += status === 'failed' ? Math.max(1, count('failed')) : count('failed')
    tally.skipped = (tally.skipped ?? 0) + assertionResults.length - count('passed') - count('failed')
    tallies.set(kind, tally)
  }
  return [...tallies.values()]
}

function kindOf(path: string): string {
  return KINDS.find(([, pattern]) => pattern.test(path))?.[0] ?? 'unit'
}

export function sum(tallies: Tally[]): { passed: number; failed: number } {
  return tallies.reduce((total, { passed, failed }) => ({ passed: total.passed + passed, failed: total.failed + failed }), { passed: 0, failed: 0 })
}
