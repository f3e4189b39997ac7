import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasPgbench } from '../src/pgbench/pgbench.ts'
import { runRows, type RunResult } from '../src/run.ts'

const folder = mkdtempSync(join(tmpdir(), 'hospital-bench-'))
let result: RunResult

/** Minutes, as it starts many processes: with `npm run test:faults`. */
describe.runIf(process.env.FAULTS === 'whole')('the benchmarks', () => {
  /** Every row once for a moment, so that what is measured on a quiet machine still runs; nothing here asserts how fast it was. */
  beforeAll(async () => {
    result = await runRows({ names: ['federated', 'booking', 'hot-slot', 'fan-out', 'search'], folder, seconds: 0.2, rounds: 1, scales: [1], diagnoses: 500, profile: false, downloads: false, write: false, volatile: true }, () => {})
  }, 1_800_000)

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('every row runs, and both sides of each give the same answer', () => {
    expect(result.failed).toEqual([])
  })

  test('every figure is a number and says what it stands beside', () => {
    expect(result.lines.length).toBeGreaterThan(hasPgbench() ? 10 : 5)
    for (const line of result.lines) {
      expect(Number.isFinite(line.measured), line.what).toBe(true)
      expect(line.against, line.what).not.toBe('')
    }
  })
})
