import { fileURLToPath } from 'node:url'
import { readOptions } from './options.ts'
import { runRows } from './run.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const since = Date.now()
const say = (line: string) => console.log(`[${((Date.now() - since) / 1000).toFixed(0).padStart(4)} s] ${line}`)

const options = readOptions(process.argv.slice(2), root)
const result = await runRows(options, say)
for (const line of result.lines) console.log(line)
console.log(result.skipped, result.failed)
process.exit(result.failed.length ? 1 : 0)
