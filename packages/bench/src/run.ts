import { mkdirSync } from 'node:fs'
import { makeHospital, makeOwnAppointments, makePatients } from './house/data.ts'
import { openWorld } from './house/world.ts'
import { openHttpLoad } from './load/http.ts'
import { describeMachine } from './report/machine.ts'
import type { BenchOptions } from './options.ts'
import type { Row, RowContext, RowResult } from './rows/row.ts'
import { ROWS } from './rows/rows.ts'

/** Patients who read; rows that book make their own. */
const READERS = 100

export interface RunResult extends RowResult {
  failed: { row: string; error: Error }[]
  machine: [string, string][]
}

/** Runs rows one after another on one hospital. A row that fails leaves the others. */
export async function runRows(options: BenchOptions & { volatile?: boolean }, say: (line: string) => void): Promise<RunResult> {
  mkdirSync(options.folder, { recursive: true })
  const rows = chosen(options.names)
  const world = await openWorld(options)
  const result: Required<RunResult> = { lines: [], curves: [], skipped: [], failed: [], machine: await describeMachine(world) }
  try {
    const load = await openHttpLoad(options.folder)
    await makeHospital(world)
    await makePatients(world, 1, READERS)
    await makeOwnAppointments(world)
    const context: RowContext = { ...options, world, load, say }
    for (const row of rows) await runRow(row, context, result)
    await load.stop()
  } finally {
    await world.close()
  }
  return result
}

async function runRow(row: Row, context: RowContext, result: Required<RunResult>): Promise<void> {
  context.say(row.name)
  try {
    const { lines, curves = [], skipped = [] } = await row.run(context)
    result.lines.push(...lines)
    result.curves.push(...curves)
    result.skipped.push(...skipped)
  } catch (error) {
    context.say(`  failed: ${(error as Error).message}`)
    result.failed.push({ row: row.name, error: error as Error })
  }
}

function chosen(names: readonly string[]): readonly Row[] {
  const unknown = names.filter((name) => !ROWS.some((row) => row.name === name))
  if (unknown.length) throw new Error(`No such row: ${unknown.join(', ')}. There are: ${ROWS.map(({ name }) => name).join(', ')}`)
  return names.length ? ROWS.filter(({ name }) => names.includes(name)) : ROWS
}
