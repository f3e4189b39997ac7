import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBrowser } from '@hospital/launcher/browser'
import { readSettings, urlOf } from '@hospital/launcher/environment'
import { ROOT } from '../process/child.ts'
import { LIGHTHOUSE_MARKS, withReport } from '../report/document.ts'
import { PAGES, pageReport } from './report.ts'
import { openLighthouse, slowingFor } from './run.ts'

const RUNS = 3

/** Measures the pages of a hospital that runs (`npm start`), as a guest's phone sees them, and writes docs/performance.md. */
const settings = readSettings(ROOT)
const folder = join(settings.dataDir, 'bench')
mkdirSync(folder, { recursive: true })
ensureBrowser(console.log)
const measure = openLighthouse(folder, console.log)
const base = urlOf('patient', settings)
const measured = []
for (const page of PAGES) {
  const usual = await measure(base + page.path, RUNS)
  const slowing = slowingFor(usual.benchmarkIndex)
  const one = { page, ...usual, slowing, calibrated: await measure(base + page.path, RUNS, slowing) }
  measured.push(one)
  console.log(`${page.path}: performance ${one.performance} (${one.calibrated.performance} at ${slowing.toFixed(1)} times), accessibility ${one.accessibility}, LCP ${one.lcpMs.toFixed(0)} ms, CLS ${one.cls.toFixed(3)}`)
}
const document = join(ROOT, 'docs/performance.md')
writeFileSync(document, withReport(readFileSync(document, 'utf8'), pageReport(measured, RUNS), LIGHTHOUSE_MARKS))
