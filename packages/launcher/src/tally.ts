import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'

export interface Tally {
  kind: string
  passed: number
  failed: number
  skipped?: number
}

interface Report {
  testResults: { name: string; status: string; message?: string; assertionResults: { status: string; fullName: string; failureMessages?: string[] }[] }[]
}

const KINDS: [string, RegExp][] = [
  ['status tables', /\.status\.test\.ts$/],
  ['access', /\.access\.test\.ts$/],
  ['composition', /composition|schema/],
  ['journeys', /\.journey\.ts$/],
  ['module', /^subgraphs\/|^apps\/(gateway|sandbox)\//],
]

const read = (file: string): Report => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : { testResults: [] })

/** For all failures of a file together, and for one of them at least. */
const MOST_LETTERS = 4_000
const LEAST_LETTERS = 800
/** A stack's frames inside of libraries: they would bury what a page showed. */
const FOREIGN_FRAMES = /^\s+at .*(node_modules|node:internal).*\n?/gm

/** What failed, with its reason: for the end of a run, which is what is left of the log of an unattended one. */
export function failuresIn(file: string, root: string): string[] {
  return read(file).testResults.filter(({ status }) => status === 'failed').flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed')
    const told = failed.map(({ fullName, failureMessages }) => `${fullName}\n${failureMessages?.join('\n').replace(FOREIGN_FRAMES, '').slice(0, Math.max(LEAST_LETTERS, MOST_LETTERS / failed.length)) ?? ''}`)
    return (told.length > 0 ? told : [message ?? 'did not run']).map((text) => `${relative(root, name)}: ${text}`)
  })
}

/** Counts vitest's own report by kind of test. A file that could not run counts as one failure. */
export function tallyReport(file: string, root: string): Tally[] {
  const report = read(file)
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
