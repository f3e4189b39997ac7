import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { service } from '@hospital/access/viewer'
import { DIAGNOSIS_SYSTEMS, importDiagnoses, type DiagnosisSystem } from '@hospital/clinical/diagnoses/diagnosis-import'
import * as clinical from '@hospital/clinical/subgraph'
import type { Connectors } from '@hospital/connectors/configuration'
import { newId } from '@hospital/database/identifier'
import { ImportFailure } from '@hospital/importing/failure'
import type { ImportReport } from '@hospital/importing/import-sheet'
import { importDrugs } from '@hospital/prescriptions/catalogue/drug-import'
import * as prescriptions from '@hospital/prescriptions/subgraph'
import type { Context } from '@hospital/subgraph/context'
import type { Subgraph } from '@hospital/subgraph/definition'
import type { Installation } from '@hospital/subgraph/installation'
import { openInstallation } from '@hospital/subgraph/open-installation'
import { readGatewayEnvironment } from './env.ts'
import { migrateHospital } from './migrate.ts'

const USAGE = `npm run import -- drugs FILE
npm run import -- diagnoses FILE [--system ${DIAGNOSIS_SYSTEMS.join('|')}]

FILE is a CSV (UTF-8, UTF-16 or GB18030) or an .xlsx, in any order of columns. Repeating an import changes nothing.
Rows that were refused are listed in FILE.errors.csv.`

type Progress = (done: number) => void

interface Kind {
  open(installation: Installation): Promise<Subgraph>
  run(ctx: Context, file: string, onProgress: Progress): Promise<ImportReport>
}

const environment = readGatewayEnvironment()

/** An import asks no outside system for anything, so it also works before one is configured. */
const NOBODY_OUTSIDE = { disconnect: async () => {} } as unknown as Connectors

async function importFile(kind: Kind, file: string): Promise<number> {
  await migrateHospital(environment)
  const installation = await openInstallation({ ...environment, logLevel: 'error' }, NOBODY_OUTSIDE)
  const subgraph = await kind.open(installation)
  const started = performance.now()
  try {
    const ctx = subgraph.contextFor({ viewer: service('import'), requestId: newId(), origin: { ip: null, userAgent: null } })
    const report = await kind.run(ctx, file, (done) => process.stdout.write(`\r${done} rows`))
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    console.log(`\r${report.total} rows in ${seconds} s: ${report.added} added, ${report.changed} changed, ${report.unchanged} unchanged, ${report.failed} failed`)
    writeProblems(file, report)
    return report.failed ? 2 : 0
  } finally {
    await subgraph.close()
    await installation.close()
  }
}

function writeProblems(file: string, { problems, failed }: ImportReport): void {
  const list = `${file}.errors.csv`
  rmSync(list, { force: true })
  if (!failed) return
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`
  writeFileSync(list, ['\uFEFFline,column,code,message', ...problems.map(({ line, column, code, message }) => [line, cell(column ?? ''), code, cell(message)].join(','))].join('\n') + '\n')
  console.log(`${failed} rows refused, the first ${problems.length} with their reasons in ${list}`)
}

/** What to import, from the command line; undefined where it makes no sense. */
function kindOf(args: string[]): Kind | undefined {
  const [name, , option, value] = args
  const system = (option === '--system' ? value : 'ICD10') as DiagnosisSystem
  if (name === 'drugs' && args.length === 2) return { open: prescriptions.createSubgraph, run: (ctx, file, onProgress) => importDrugs(ctx, file, { onProgress }) }
  if (name !== 'diagnoses' || ![2, 4].includes(args.length) || !DIAGNOSIS_SYSTEMS.includes(system)) return undefined
  return { open: clinical.createSubgraph, run: (ctx, file, onProgress) => importDiagnoses(ctx, file, system, { onProgress }) }
}

const args = process.argv.slice(2)
const kind = kindOf(args)
const file = args[1] && resolve(args[1])
if (!kind || !file) {
  console.error(USAGE)
  process.exit(64)
}
if (!existsSync(file)) {
  console.error(`No such file: ${file}`)
  process.exit(66)
}
try {
  process.exitCode = await importFile(kind, file)
} catch (error) {
  if (!(error instanceof ImportFailure)) throw error
  console.error(`${error.code}: ${error.message}`)
  process.exitCode = 65
}
