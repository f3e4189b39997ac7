import type { Curve, Line } from '../rows/row.ts'
import type { RunResult } from '../run.ts'

/** Between two such lines of docs/performance.md stands what a run writes; what people write stands around it. */
interface Marks {
  begin: string
  end: string
}

const marksOf = (command: string): Marks => ({ begin: `<!-- written by npm run ${command} -->`, end: `<!-- end of what npm run ${command} wrote -->` })
const BENCH_MARKS = marksOf('bench')
export const LIGHTHOUSE_MARKS = marksOf('lighthouse')

const cell = (text: string) => text.replaceAll('|', '\\|')

export function goalOf({ goal }: Line): string {
  if (!goal) return '–'
  return goal.reached ? `${goal.text}: reached` : `${goal.text}: **below**`
}

function tableOf(lines: readonly Line[]): string[] {
  return [
    '| what was measured | beside | ours | theirs | ratio or figure | spread | goal |', '|---|---|---|---|---|---|---|',
    ...lines.map((line) => `| ${[line.note ? `${line.what} (${line.note})` : line.what, line.against, line.ours, line.theirs, line.shown, line.spread === undefined ? '–' : `±${(line.spread * 100).toFixed(0)} %`, goalOf(line)].map(cell).join(' | ')} |`),
  ]
}

/** Cost for one piece of work at each size, and how often the smallest size's it is: 1 means that cost does not grow. */
export function growthOf({ points }: Curve): number {
  return points.at(-1)!.cost / points[0]!.cost
}

function curvesOf(curves: readonly Curve[]): string[] {
  if (!curves.length) return []
  return [
    '', '## Growth', '', 'Cost of one piece of work while the data grow hundredfold. 1.0× means that it does not grow at all.', '',
    '| work | unit | 1× | 10× | 100× | growth |', '|---|---|---|---|---|---|',
    ...curves.map((curve) => `| ${[curve.what, `${curve.unit}, by ${curve.of}`, ...curve.points.map(({ size, cost }) => `${cost.toFixed(3)} (${size.toLocaleString('en')})`), `${growthOf(curve).toFixed(2)}×`].map(cell).join(' | ')} |`),
  ]
}

export function reportOf(result: RunResult, machine: readonly [string, string][], how: string): string {
  return [
    BENCH_MARKS.begin, '', ...machine.map(([name, value]) => `- ${name}: ${value}`), `- ${how}`, '', '## Ratios', '', ...tableOf(result.lines), ...curvesOf(result.curves ?? []),
    ...(result.skipped?.length ? ['', '## Left out', '', ...result.skipped.map(({ what, why }) => `- ${what}: skipped: ${why}`)] : []),
    ...(result.failed.length ? ['', '## Failed', '', ...result.failed.map(({ row, error }) => `- ${row}: ${error.message.split('\n')[0]}`)] : []), '', BENCH_MARKS.end,
  ].join('\n')
}

/** Puts a report where the last one was. */
export function withReport(document: string, report: string, { begin, end }: Marks = BENCH_MARKS): string {
  const from = document.indexOf(begin)
  const to = document.indexOf(end)
  if (from < 0 || to < from) throw new Error('docs/performance.md has lost the lines between which a run is written')
  return document.slice(0, from) + report + document.slice(to + end.length)
}
