import type { RunResult } from '../run.ts'
import { goalOf, growthOf } from './document.ts'

/** The table for a terminal: one line each, what it says first. */
export function printReport({ lines, curves = [], skipped = [], failed }: RunResult, print: (line: string) => void): void {
  for (const line of lines) {
    print(`\n${line.what}\n  beside ${line.against}\n  ours ${line.ours}, theirs ${line.theirs}: ${line.shown}${line.spread === undefined ? '' : ` ±${(line.spread * 100).toFixed(0)} %`}; goal ${goalOf(line).replaceAll('**', '')}`)
  }
  for (const curve of curves) {
    print(`\n${curve.what}: ${curve.points.map(({ size, cost }) => `${size} ${curve.of} ${cost.toFixed(3)}`).join(', ')} (${curve.unit}); growth ${growthOf(curve).toFixed(2)}×`)
  }
  for (const { what, why } of skipped) print(`\n${what}: skipped: ${why}`)
  for (const { row, error } of failed) print(`\n${row} FAILED: ${error.message}`)
  const below = lines.filter(({ goal }) => goal && !goal.reached).length
  print(`\n${lines.length} figures, ${below} below their goal, ${skipped.length} skipped, ${failed.length} rows failed`)
}
