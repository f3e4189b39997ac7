import { parseArgs } from 'node:util'
import { isAbsolute, join, resolve } from 'node:path'
import { DIAGNOSES_COUNT } from './house/diagnoses.ts'

export interface BenchOptions {
  /** Rows by name; empty: all. */
  names: string[]
  seconds: number
  rounds: number
  scales: number[]
  profile: boolean
  downloads: boolean
  diagnosesFile?: string
  /** How many there are in the library that is searched. */
  diagnoses: number
  folder: string
  /** docs/performance.md is written by a whole run. */
  write: boolean
}

export const HELP = `npm run bench [-- row…] [--seconds 3] [--rounds 5] [--quick] [--no-curves] [--no-downloads] [--diagnoses FILE] [--profile] [--no-write]`

const LEAST_ROUNDS = 5

export function readOptions(args: string[], root: string, env: NodeJS.ProcessEnv = process.env): BenchOptions {
  const { values, positionals } = parseArgs({
    args, allowPositionals: true,
    options: {
      seconds: { type: 'string', default: '3' }, rounds: { type: 'string', default: String(LEAST_ROUNDS) }, quick: { type: 'boolean', default: false },
      'no-curves': { type: 'boolean', default: false }, 'no-downloads': { type: 'boolean', default: false }, diagnoses: { type: 'string' },
      profile: { type: 'boolean', default: false }, 'no-write': { type: 'boolean', default: false },
    },
  })
  const dataDir = env.HOSPITAL_DATA_DIR || '.data'
  const seconds = Number(values.seconds)
  const rounds = Number(values.rounds)
  if (!(seconds > 0) || !(Number.isInteger(rounds) && rounds > 0)) throw new Error(HELP)
  const partial = positionals.length > 0 || values.quick || rounds < LEAST_ROUNDS
  return {
    names: positionals,
    seconds: values.quick ? Math.min(seconds, 0.4) : seconds,
    rounds: values.quick ? 1 : rounds,
    scales: values.quick || values['no-curves'] ? [1] : [1, 10, 100],
    profile: values.profile,
    downloads: !values['no-downloads'] && !values.quick,
    diagnoses: DIAGNOSES_COUNT,
    ...(values.diagnoses && { diagnosesFile: resolve(values.diagnoses) }),
    folder: join(isAbsolute(dataDir) ? dataDir : join(root, dataDir), 'bench'),
    // A table of some rows would take the place of the whole one.
    write: !values['no-write'] && !partial,
  }
}
