import { LIGHTHOUSE_MARKS } from '../report/document.ts'
import type { PageFigures } from './run.ts'

export interface MeasuredPage extends PageFigures {
  page: Page
  /** The same page with this machine slowed down so that it stands for Lighthouse's phone. */
  calibrated: PageFigures
  slowing: number
}

interface Page {
  path: string
  what: string
  /** Whether the budgets below are promised for it. */
  promised?: true
}

export const PAGES: readonly Page[] = [
  { path: '/', what: 'home', promised: true },
  { path: '/booking', what: 'departments' },
  { path: '/consultations/doctors', what: 'doctors' },
  { path: '/sign-in', what: 'signing in' },
]

const BUDGET = { performance: 95, accessibility: 100, lcpMs: 1500, cls: 0.05, scriptBytes: 180_000 }

function verdictOf({ page, performance, accessibility, lcpMs, cls, scriptBytes }: MeasuredPage): string {
  if (!page.promised) return '–'
  const short = [
    performance < BUDGET.performance && `performance ≥ ${BUDGET.performance}`, accessibility < BUDGET.accessibility && `accessibility ${BUDGET.accessibility}`,
    lcpMs > BUDGET.lcpMs && `LCP ≤ ${BUDGET.lcpMs} ms`, cls > BUDGET.cls && `CLS ≤ ${BUDGET.cls}`, scriptBytes > BUDGET.scriptBytes && `scripts ≤ ${BUDGET.scriptBytes / 1000} kB`,
  ].filter(Boolean)
  return short.length ? `**below**: ${short.join(', ')}` : 'reached'
}

export function pageReport(pages: readonly MeasuredPage[], runs: number): string {
  return [
    LIGHTHOUSE_MARKS.begin, '', `Median of ${runs} runs, ${new Date().toISOString().slice(0, 10)}; everything on one machine.`, '',
    '| page | performance | accessibility | LCP | CLS | blocked | scripts | budget | machine (index) | slowed down to fit: performance, blocked |', '|---|---|---|---|---|---|---|---|---|---|',
    ...pages.map((one) => `| ${one.page.what} \`${one.page.path}\` | ${one.performance} | ${one.accessibility} | ${one.lcpMs.toFixed(0)} ms | ${one.cls.toFixed(3)} | ${one.blockingMs.toFixed(0)} ms | ${(one.scriptBytes / 1000).toFixed(0)} kB | ${verdictOf(one)} | ${one.benchmarkIndex.toFixed(0)} | ${one.slowing.toFixed(1)}×: ${one.calibrated.performance}, ${one.calibrated.blockingMs.toFixed(0)} ms |`),
    '', LIGHTHOUSE_MARKS.end,
  ].join('\n')
}
