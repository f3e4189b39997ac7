import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HELP, readOptions, type BenchOptions } from './options.ts'
import { ROOT } from './process/child.ts'
import { reportOf, withReport } from './report/document.ts'
import { printReport } from './report/print.ts'
import { runRows } from './run.ts'

const DOCUMENT = join(ROOT, 'docs/performance.md')

function options(): BenchOptions {
  try {
    return readOptions(process.argv.slice(2), ROOT)
  } catch (error) {
    console.error(`${(error as Error).message}\n${HELP}`)
    return process.exit(2)
  }
}

const since = Date.now()
const say = (line: string) => console.log(`[${((Date.now() - since) / 1000).toFixed(0).padStart(4)} s] ${line}`)

const chosen = options()
const result = await runRows(chosen, say)
printReport(result, console.log)
const file = join(chosen.folder, `results-${new Date().toISOString().replaceAll(':', '-')}.json`)
writeFileSync(file, JSON.stringify({ ...result, failed: result.failed.map(({ row, error }) => ({ row, message: error.message })) }, null, 2))
console.log(`as JSON: ${file}`)
// A row that failed stands in the page as such; the others keep their figures.
if (chosen.write) {
  const how = `${chosen.rounds} rounds of ${chosen.seconds} s for each side, in the order A B B A; medians; spread is half the distance between quartiles`
  writeFileSync(DOCUMENT, withReport(readFileSync(DOCUMENT, 'utf8'), reportOf(result, result.machine, how)))
  console.log(`written: ${DOCUMENT}`)
}
process.exit(result.failed.length ? 1 : 0)
